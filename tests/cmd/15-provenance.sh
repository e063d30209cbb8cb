# What an auditor asks of a snapshot: that the export says the same.
. "$TOP/tests/cmd/lib.sh"

d=archive/$name/data
gone() { chmod -R u+w archive && rm -rf archive; }

# The digests that the sqlite3 shell finds in an export itself, and those that
# the snapshot says it found.
found() { sqlite3 -readonly "$1" <"$d/queries.sql"; }
said() {
	awk '/^-- [a-z-]*: / { sub(":", "", $2); name = $2 }
	    /^-- [0-9a-f]*\.$/ { sub("\\.", "", $2); print $2 "  " name }' \
	    "$d/queries.sql"
}
digests() { # NAME EXPORT STATEMENTS
	is "A2-digests-$1" "$(said)" "$(found "$2")"
	is "A2-statements-$1" "$3" "$(said | wc -l)"
}

build "$sample" >/dev/null || not_ok build
digests sample "$sample" 10
is A2-rows-sample "$(sqlite3 "$sample" 'SELECT count(*) FROM tokens')" \
    "$(sed -n '/^-- check-tokens/{n;s/.* \([0-9]*\) rows.*/\1/p;}' \
    "$d/queries.sql")"
cp "$sample" changed.db
sqlite3 changed.db "UPDATE tokens SET name = name || ' ' WHERE id =
    (SELECT max(id) FROM tokens)"
is A2-a-byte-changes check-tokens "$(found changed.db >got; said |
    diff - got | sed -n 's/^> .*  //p')"
gone

# No optional column, no optional table.
make_db plain.db </dev/null
build plain.db >/dev/null
digests plain plain.db 7
gone

# Odd values, as far as an export may have them.
odd() {
	cat <<'SQL'
CREATE TABLE service_users(id INTEGER PRIMARY KEY, user_id, name, email, role,
    active, created, created_by, purpose, owner, avatar);
CREATE TABLE tokens(id INTEGER PRIMARY KEY, service_user, name, created,
    expiration, last_used, active, revoked, scim, description);
CREATE TABLE teams(id, name);
CREATE TABLE team_members(team, service_user);
CREATE TABLE export_info(key, value);
INSERT INTO service_users VALUES
 (-9223372036854775808, 'it''s', 'O''Brien ''''', '|', '', 1, 1795448580,
  NULL, 12345678901234567, char(10, 13, 9), x'89504e470d0a1a0a00'),
 (9223372036854775807, 7, 'a' || char(0) || 'b', char(0), NULL, NULL,
  1795448580000, -1, '''', char(8238), zeroblob(70000)),
 (2, NULL, NULL, NULL, NULL, 0, NULL, NULL, NULL, NULL, 'text'),
 (3, '', CAST(x'ff27c328' AS TEXT), CAST(x'eda080' AS TEXT), 'Role', 1,
  '2026-01-15', '', '', '', 12),
 (4, char(233), 'é' || char(769), 'e@x', 'Role', 1, 'no time', 'x',
  'p', 'o', x'');
INSERT INTO tokens VALUES
 (-9223372036854775808, 9223372036854775807, '''', 1795448580, NULL, NULL, 1,
  NULL, NULL, NULL),
 (9223372036854775807, -9223372036854775808, CAST(x'f5' AS TEXT),
  'never', 0.1, 1e999, 0, x'00ff27', 1, ''),
 (0, NULL, 42, '2026-01-15T10:30:00.5+02:00', -1, 1795448580123, 1, 1, 0,
  'x' || char(0) || ''''),
 (1, 999, '', NULL, 2.5, -0.0, 1, '', 1, char(27) || '[31m');
INSERT INTO teams VALUES (1, 'it''s'), (2.5, x'41'), ('x', 3), (4, NULL),
 (1.0, 'IT''S');
INSERT INTO team_members VALUES (1, 2), (2.5, 2), ('x', 3), (4, 3), (5, 3),
 (NULL, 3), (1, 3), (1, 2);
INSERT INTO export_info VALUES ('note', x'00ff'), ('note', 0.1 + 0.2),
 (NULL, 'x'), ('a' || char(0), 1), ('', NULL), ('note', 'N'), ('note', 'n');
SQL
}
odd | sqlite3 -bail odd.db
build odd.db --lenient >/dev/null || not_ok build-odd
digests odd odd.db 10
gone
for encoding in UTF-16le UTF-16be; do
	{ echo "PRAGMA encoding = '$encoding';"; odd; } |
	    sqlite3 -bail "$encoding.db"
	build "$encoding.db" --lenient >/dev/null || not_ok "build-$encoding"
	digests "$encoding" "$encoding.db" 10
	gone
done

# WAL mode, no rows at all, and a list without anything else.
cp "$sample" wal.db
sqlite3 wal.db 'PRAGMA journal_mode = wal' >/dev/null
build wal.db >/dev/null || not_ok build-wal
cp wal.db own.db
is A2-digests-wal "$(said)" "$(sqlite3 own.db <"$d/queries.sql")"
gone
make_db none.db <<'SQL'
DELETE FROM tokens;
DELETE FROM service_users;
SQL
build none.db >/dev/null || not_ok build-none
digests none none.db 7
gone
build "$sample" --views list >/dev/null
is A2-no-digests-for-the-bare-list "0 10" "$(grep -c 'It gave' \
    "$d/queries.sql") $(found "$sample" | wc -l)"
gone
