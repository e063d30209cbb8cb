# What an auditor asks of a snapshot: that the export says the same.
. "$TOP/tests/cmd/lib.sh"

d=archive/$name/data
# Files are slow to remove: that is done once, at the end of all.
used=0
gone() { used=$((used + 1)) && mv archive "used-$used"; }

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
digests sample "$sample" 9
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
digests plain plain.db 6
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
INSERT INTO team_members VALUES (1, 2), (4, 3), (5, 3), (1, 3), (1, 2), (4, 99);
INSERT INTO export_info VALUES ('note', x'00ff'), ('note', 0.1 + 0.2),
 (NULL, 'x'), ('a' || char(0), 1), ('', NULL), ('note', 'N'), ('note', 'n');
SQL
}
odd | sqlite3 -bail odd.db
build odd.db --lenient >/dev/null || not_ok build-odd
digests odd odd.db 9
gone
for encoding in UTF-16le UTF-16be; do
	{ echo "PRAGMA encoding = '$encoding';"; odd; } |
	    sqlite3 -bail "$encoding.db"
	build "$encoding.db" --lenient >/dev/null || not_ok "build-$encoding"
	digests "$encoding" "$encoding.db" 9
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
digests none none.db 6
gone
build "$sample" --views list >/dev/null
is A2-no-digests-for-the-bare-list "0 9" "$(grep -c 'It gave' \
    "$d/queries.sql") $(found "$sample" | wc -l)"
gone

# The page and the JSON, held against the export: see provenance.py.
# A Python with the validator; Debian's has it, another may be first.
schema=
for python in python3 /usr/bin/python3; do
	$python -W ignore -c 'import jsonschema' 2>/dev/null && schema=yes &&
	    break
done
whole() { # NAME EXPORT [option...]
	label=$1 export=$2
	shift 2
	build "$export" "$@" >out 2>err || not_ok "build-$label"
	is "A7-warnings-$label" "" "$(cat err)"
	python3 -W ignore "$TOP/tests/cmd/provenance.py" "$export" \
	    "archive/$name" | sed "s/^ok /ok $label-/; s/^not ok /not ok $label-/"
	xmllint --noout "$d/provenance.html"
	is "well-formed-$label" 0 $?
	[ -z "$schema" ] || $python - "$TOP/docs/schema/provenance.json" \
	    "$d/provenance.json" <<'PY' >err 2>&1
import json, sys
import jsonschema
schema, instance = (json.load(open(f, encoding='utf-8')) for f in sys.argv[1:])
jsonschema.Draft202012Validator.check_schema(schema)
for e in jsonschema.Draft202012Validator(schema).iter_errors(instance):
    print(e.json_path, e.message[:300])
PY
	[ -z "$schema" ] || is "schema-$label" "" "$(cat err)"
	gone
}
whole sample "$sample"
whole pages "$sample" --page-size 7 --views all
whole plain plain.db
whole none none.db
sqlite3 -bail orphans.db <<'SQL'
PRAGMA application_id = -7;
PRAGMA user_version = -9;
CREATE TABLE service_users(id INTEGER PRIMARY KEY, user_id TEXT, role TEXT,
    password TEXT, extra TEXT);
CREATE TABLE tokens(id INTEGER PRIMARY KEY, service_user INTEGER, name TEXT,
    created INTEGER, expiration TEXT, active INTEGER, api_key TEXT);
CREATE TABLE "odd <b>"(x);
CREATE VIEW v AS SELECT 1;
INSERT INTO service_users(id, user_id, role) VALUES(-5, 'a', NULL),
    (5, 'b', '<i>&"'), (7, 'c', '<i>&"');
INSERT INTO tokens VALUES
    (-9223372036854775808, 99, 'x', 1795448580, '2026-11-23T15:43:00Z', 1, 'k'),
    (3, NULL, 'y', 1795448580123, '2026-11-23T15:43:01Z', 1, 'k'),
    (4, 5, 'z', 1795448580, '2020-01-01', 0, 'k'),
    (9223372036854775807, -4, 'w', 1700000000, NULL, 1, 'k');
DELETE FROM service_users WHERE id = 7;
SQL
whole orphans orphans.db
is schema-checked yes "$schema"

# C1: what does not agree ends the run, and nothing is published.
make_db lies.db <<'SQL'
CREATE TABLE export_info(key TEXT PRIMARY KEY, value);
INSERT INTO export_info VALUES('token_count', 2);
SQL
gives C1-lying-total 1 "" \
    "tokensnap: lies.db: export_info says tokens has 2 rows, but it has 1" \
    "$tokensnap" build --as-of $as_of -o lies lies.db
is C1-nothing-published .tokensnap.lock "$(ls -A lies)"

# C6: zero rows are said.
build none.db >/dev/null
is C6-zero 3 "$(grep -c 'its table tokens has zero rows\|zero rows</bdi>' \
    "$d/provenance.html")"
gone

# C7, I1: the snapshot before.
build "$sample" >out
"$tokensnap" build -q --no-sync --as-of 2026-11-24T15:43:00Z -o archive \
    --timezone UTC "$sample" >/dev/null
head=$(sed -n 's/^head sha256:\([0-9a-f]*\) seq 1$/\1/p' out)
series=$(sed -n 's/^Bag-Group-Identifier: //p' "archive/$name/bag-info.txt")
json() { python3 -c 'import json, sys
print(eval("json.load(open(sys.argv[1]))" + sys.argv[2]))' "$1" "$2"; }
second=archive/2026-11-24T154300Z/data
is I1-first "1 None None $series" "$(for key in sequence previous \
    previous_seal series; do json "$d/provenance.json" "['snapshot']['$key']"
    done | xargs)"
is I1-second "2 $name $head $series" "$(for key in sequence previous \
    previous_seal series; do
    json "$second/provenance.json" "['snapshot']['$key']"; done | xargs)"
is I1-page "$name" "$(grep -A1 'Snapshot before</bdi>' \
    "$second/provenance.html" | grep -o '<code>[^<]*' | cut -c7-)"
is I2-unsigned 1 "$(grep -c 'this snapshot is not signed' \
    "$d/provenance.html")"
is I2-verify 1 "$(grep -c 'href="../VERIFY.txt"><bdi>VERIFY.txt</bdi></a></td>' \
    "$d/provenance.html")"
gone

make_db then.db </dev/null
build then.db >/dev/null
make_db now.db <<'SQL'
DELETE FROM tokens;
INSERT INTO tokens VALUES(8, 1, 'two', '2026-01-15', NULL, NULL, 1),
    (9, 1, 'three', '2026-01-15', NULL, NULL, 1);
SQL
"$tokensnap" build -q --no-sync --as-of 2026-11-24T15:43:00Z -o archive \
    --timezone UTC now.db >/dev/null
is C7-delta "2 1 0 1" "$(for key in added before changed removed; do
    json "$second/provenance.json" "['changes']['$key']"; done | xargs)"
is C7-page "In the snapshot before 1 Added 2 Removed 1 Changed 0" \
    "$(sed -n '/aria-labelledby="delta"/,/<\/section>/p' \
    "$second/provenance.html" | sed -n '/<tbody>/,$p' |
    sed '1d; s/<[^>]*>//g' | xargs)"
gone

openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes \
    -days 3650 -subj '/CN=Token <job>/O=Fjord' -keyout job.key -out job.pem \
    2>/dev/null
chmod 600 job.key
"$tokensnap" build -q --no-sync --timezone UTC --sign-key job.key \
    --sign-cert job.pem -o archive "$sample" >/dev/null || not_ok sign
is I2-signer "$(openssl x509 -in job.pem -outform DER | sha256sum |
    cut -d' ' -f1) 1" "$(json archive/latest/data/provenance.json \
    "['snapshot']['signer_sha256']") $(grep -c '<bdi>O=Fjord,CN=Token [^<]*job[^<]*</bdi>' \
    archive/latest/data/provenance.html)"
gone

# A7: the time of the data is not the time of the snapshot.
aged() { # EXPORTED_AT
	make_db aged.db <<SQL
CREATE TABLE export_info(key TEXT PRIMARY KEY, value);
INSERT INTO export_info VALUES('exported_at', '$1');
SQL
}
aged 2026-11-16T16:43:00+01:00
build aged.db >out 2>err
is A7-a-week "" "$(cat err)"
is A7-not-stale "False 7" "$(json "$d/provenance.json" \
    "['export']['stale']") $(json "$d/provenance.json" \
    "['export']['stale_after_days']")"
gone
aged 2026-11-16T16:42:59+01:00
build aged.db >out 2>err
is A7-stale "True tokensnap: aged.db: was exported more than 7 days before the time of the snapshot" \
    "$(json "$d/provenance.json" "['export']['stale']") $(cat err)"
is A7-stale-page 1 "$(grep -c '^<p class="note">The export was made more than 7 days' \
    "$d/provenance.html")"
is A7-both "2026-11-16T16:42:59+01:00 2026-11-16T15:42:59Z 2026-11-23T15:43:00Z" \
    "$(json "$d/provenance.json" "['export']['exported_at']") $(json \
    "$d/provenance.json" "['export']['exported_at_utc']") $(json \
    "$d/provenance.json" "['snapshot']['as_of']")"
gone
build aged.db --stale-after 8 >out 2>err
is A7-stale-after "False " "$(json "$d/provenance.json" \
    "['export']['stale']") $(cat err)"
gone
aged 2026-11-23T15:43:01Z
build aged.db >out 2>err
is A7-early "tokensnap: aged.db: says that it was exported after the time of the snapshot" \
    "$(cat err)"
gone
aged 'last <b>week</b>'
build aged.db >out 2>err
is A7-no-time-said "tokensnap: aged.db: export_info: exported_at is not a time: the age of the export is not known" \
    "$(cat err)"
is A7-no-time-page 1 "$(grep -c '^<p class="note">The export says when it was made, but not as a time' \
    "$d/provenance.html")"
is A7-no-time "None last <b>week</b>" "$(json "$d/provenance.json" \
    "['export']['exported_at_utc']") $(json "$d/provenance.json" \
    "['export']['exported_at']")"
is A7-escaped 1 "$(grep -c 'last &lt;b&gt;week&lt;/b&gt;</bdi>' \
    "$d/provenance.html")"
gone

# E1, I5: what the operator declares.
build "$sample" --operator 'job <7>' --ticket CHG-1 --source 'Prod "A"' \
    --environment production --retention '7 years' >/dev/null
is E1-declared "job <7> CHG-1 Prod \"A\" production False" "$(for key in \
    operator ticket source environment verified; do
    json "$d/provenance.json" "['declared']['$key']"; done | tr '\n' ' ' |
    sed 's/ $//')"
is E1-not-verified 1 \
    "$(grep -c 'Declared by the operator, not verified' "$d/provenance.html")"
is E1-page 1 "$(grep -c '>job &lt;7&gt;</bdi></td></tr>' \
    "$d/provenance.html")"
is I5-retention "7 years" "$(json "$d/provenance.json" \
    "['declared']['retention']")"
gone
build "$sample" >/dev/null
is E1-nothing 5 "$(grep -c '>not declared</bdi>' "$d/provenance.html")"

# E2: the binary is the one that ran.
is E2-binary "$(sha256sum <"$tokensnap" | cut -d' ' -f1)" \
    "$(json "$d/provenance.json" "['program']['sha256']")"
is E2-version "$("$tokensnap" --version | cut -d' ' -f2)" \
    "$(json "$d/provenance.json" "['program']['version']")"

# E3: the command that the page shows makes the same snapshot.
cp -p "$sample" sample.db
json "$d/provenance.json" "['settings_command']" >command
is E3-command "tokensnap build --as-of=$as_of --timezone=Europe/Berlin -- sample.db" \
    "$(cat command)"
sed 's,^tokensnap build,"$0" build -o again --no-sync --jobs 1,' command \
    >again.sh
sh -c "$(cat again.sh)" "$tokensnap" >/dev/null
diff -r "archive/$name" "again/$name" >diff 2>&1
is E3-same "0 " "$? $(cat diff)"

# It does not claim more: neither the signature, nor that no path is shown.
is E3-claims 1 "$(grep 'All that decide what is written, but for the signature' \
    "$d/provenance.html" | grep -c 'without a signature: tokensnap build')"

# I3, I4: nothing can be changed in passing, and a change is found.
is I3-modes "400 400 500" "$(stat -c %a "$d/provenance.html" \
    "$d/provenance.json" "$d" | xargs)"
chmod u+w "$d/provenance.json"
sed -i 's/"tokens":183/"tokens":184/' "$d/provenance.json"
chmod 400 "$d/provenance.json"
"$tokensnap" verify -q "archive/$name" >out 2>&1
is I4-found "4 1" "$? $(grep -c 'data/provenance.json' out)"
gone

# Unreadable times, when they are let pass.
sqlite3 -bail lenient.db <<'SQL'
CREATE TABLE service_users(id INTEGER PRIMARY KEY, user_id TEXT);
CREATE TABLE tokens(id INTEGER PRIMARY KEY, service_user INTEGER, name TEXT,
    created TEXT, expiration TEXT, active INTEGER);
INSERT INTO service_users VALUES(1, 'a');
INSERT INTO tokens VALUES(1, 1, 'x', 'soon', 'later', 1);
SQL
build lenient.db --lenient >/dev/null
is C4-unreadable "2 1 1" "$(json "$d/provenance.json" \
    "['totals']['unreadable_times']") $(json "$d/provenance.json" \
    "['times']['tokens.created']['unreadable']") $(grep -c \
    '^<p class="note">2 times could not be read' "$d/provenance.html")"
gone
build "$sample" --views list >/dev/null
is bare-list-has-none "" "$(ls "$d" | grep provenance)"
gone
