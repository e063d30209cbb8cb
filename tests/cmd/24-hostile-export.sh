# The exports of docs/threats.md: cases 1 to 42, the file and its schema.
. "$TOP/tests/cmd/lib.sh"
. "$TOP/tests/cmd/hostile.sh"

# --- the file
refused "case 1: no file" 1 "in/none.db: No such file or directory" in/none.db
mkdir in/folder.db
refused "case 2: a folder" 1 "in/folder.db: is a directory" in/folder.db
mkfifo in/fifo.db
refused "case 3: a FIFO" 1 "in/fifo.db: is a FIFO, not a file" in/fifo.db
refused "case 4: a device" 1 "/dev/zero: is not a regular file" /dev/zero
python3 -c "import socket; socket.socket(socket.AF_UNIX).bind('in/socket')"
refused "case 4: a socket" 1 "in/socket: No such device or address" in/socket
ln -s good.db in/link.db
refused "case 5: a link" 1 "in/link.db: is a symbolic link" in/link.db
: >in/empty.db
refused "case 6: an empty file" 1 "in/empty.db: is empty" in/empty.db
head -c 511 in/good.db >in/short.db
refused "case 7: less than a page" 1 "in/short.db: is not a SQLite database" \
    in/short.db
{ printf 'SQLite format 2'; tail -c +16 in/good.db; } >in/magic.db
refused "case 7: another magic" 1 "in/magic.db: is not a SQLite database" \
    in/magic.db
openssl enc -aes-256-ctr -pass pass:x -pbkdf2 -nosalt -in in/good.db \
    -out in/secret.db
refused "case 7: encrypted" 1 "in/secret.db: is not a SQLite database" \
    in/secret.db
size=$(stat -c %s in/good.db)
head -c 4096 in/good.db >in/cut.db
refused "case 8: cut to one page" 1 \
    "in/cut.db: is cut short: 4096 of $size bytes" in/cut.db
{ cat in/good.db; printf garbage; } >in/more.db
refused "case 9: bytes after the last page" 1 \
    "in/more.db: 7 bytes follow its last page" in/more.db
cp in/good.db in/pages.db
patch in/pages.db 28 '\0\0\377\377'
refused "case 10: more pages told than there are" 1 \
    "in/pages.db: is cut short: $size of $((65535 * 4096)) bytes" in/pages.db
cp in/good.db in/live.db
echo rows >in/live.db-wal
refused "case 11: rows in a -wal" 1 "in/live.db: in/live.db-wal holds rows that are not in it yet; run PRAGMA wal_checkpoint(TRUNCATE) or VACUUM INTO a new file first" \
    in/live.db
sql wal.db "PRAGMA journal_mode = WAL;" >/dev/null
is "case 12: WAL in the header" "2 2" "$(od -An -tu1 -j18 -N2 in/wal.db |
    xargs)"
accepted "case 12: WAL without -wal" in/wal.db
shows "case 12: WAL is told" '"journal_mode":"wal"' provenance.json
: >in/wal.db-wal
accepted "case 12: WAL with an empty -wal" in/wal.db
cp in/good.db in/hot.db
printf '\331\325\5\371\40\241\143\327and more' >in/hot.db-journal
refused "case 13: a hot journal" 1 "in/hot.db: in/hot.db-journal belongs to a transaction that is not complete; open it with sqlite3 to roll that back" \
    in/hot.db
head -c 512 /dev/zero >in/hot.db-journal
accepted "case 14: a journal of zeros" in/hot.db
mkdir -m 700 holds
cp in/good.db holds/in.db
refused "case 22: in the archive" 2 "holds/in.db: lies in the archive holds, which is read by others; keep exports elsewhere" \
    holds/in.db -o holds
is "case 22: in the archive (nothing made)" ".tokensnap.lock in.db" \
    "$(ls -A holds | xargs)"
sql other.db "PRAGMA user_version = 99; PRAGMA application_id = 7;"
accepted "case 23: another user_version" in/other.db
shows "case 23: user_version is told" '"user_version":99' provenance.json
shows "case 23: application_id is told" '"application_id":7' provenance.json

# --- the schema
# forge FILE SQL TABLE FROM TO: the CREATE text of a table after the fact.
forge() {
	sql "$1" "$2; PRAGMA writable_schema = 1; UPDATE sqlite_schema SET sql
	    = replace(sql, '$4', '$5') WHERE name = '$3'"
}
sql bomb.db "ALTER TABLE tokens RENAME TO t; CREATE VIEW tokens AS WITH
    RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i AS id,
    1 AS service_user, 'x' AS name, '2026-01-01' AS created, 1 AS active FROM n"
refused "case 24: a view" 1 "in/bomb.db: tokens is a view, not a table" \
    in/bomb.db
sql fts.db "DROP TABLE tokens; CREATE VIRTUAL TABLE tokens USING fts5(id, name)"
refused "case 25: a virtual table" 1 \
    "in/fts.db: tokens is a virtual table, not a table" in/fts.db
sql computed.db "ALTER TABLE tokens DROP COLUMN last_used; ALTER TABLE tokens
    ADD COLUMN last_used AS (hex(zeroblob(4e8)))"
refused "case 26: a computed column" 1 \
    "in/computed.db: column last_used of table tokens is computed, not stored" \
    in/computed.db
forge nofunc.db "ALTER TABLE tokens ADD COLUMN more AS (1)" tokens 'AS (1)' \
    'AS (nofunc(1))'
accepted "case 27: a function that is not there, not read" in/nofunc.db
shows "case 27: is left out" '"column":"more"' provenance.json
forge nofunc2.db "ALTER TABLE tokens DROP COLUMN last_used; ALTER TABLE tokens
    ADD COLUMN last_used AS (1)" tokens 'AS (1)' 'AS (nofunc(1))'
refused "case 27: a function that is not there, read" 1 \
    "in/nofunc2.db: column last_used of table tokens is computed, not stored" \
    in/nofunc2.db
forge collate.db "" tokens 'name TEXT' 'name TEXT COLLATE nowhere'
accepted "case 28: an unknown collation of a column" in/collate.db
forge collate2.db "CREATE INDEX by_name ON tokens(name)" by_name '(name' \
    '(name COLLATE nowhere'
refused "case 28: an unknown collation of an index" 1 \
    "in/collate2.db: damaged: no such collation sequence: nowhere" \
    in/collate2.db
sql trigger.db "CREATE TRIGGER t AFTER INSERT ON tokens BEGIN
    DELETE FROM service_users; END"
accepted "case 29: a trigger" in/trigger.db
shows "case 29: is in the schema" "CREATE TRIGGER t" schema.sql
sql more.db "CREATE TABLE extra(a, b); ALTER TABLE tokens ADD COLUMN colour"
accepted "case 30: more tables and columns" in/more.db
shows "case 30: the table is told" '"table":"extra"' provenance.json
shows "case 30: the column is told" '"column":"colour"' provenance.json
sql lacks.db "ALTER TABLE tokens DROP COLUMN created"
refused "case 31: a column is missing" 1 \
    "in/lacks.db: table tokens has no column created" in/lacks.db
sql lacks2.db "DROP TABLE service_users"
refused "case 31: a table is missing" 1 "in/lacks2.db: no table service_users" \
    in/lacks2.db
sql case.db 'ALTER TABLE tokens RENAME TO t; ALTER TABLE t RENAME TO "ToKens"'
accepted "case 32: a name in another case" in/case.db
shows "case 32: the row is there" 'id="token-7"' index.html
sql blank.db 'CREATE TABLE "tokens " AS SELECT * FROM tokens;
    UPDATE "tokens " SET name = "other"'
accepted "case 32: a second table with a blank" in/blank.db
is "case 32: its rows are not read" 0 "$(cat "$s"/data/*.html |
    grep -c '<bdi>other')"
sql blank2.db 'ALTER TABLE tokens RENAME TO "tokens "'
refused "case 32: only the one with a blank" 1 "in/blank2.db: no table tokens" \
    in/blank2.db
sql rowid.db "ALTER TABLE tokens ADD COLUMN rowid; UPDATE tokens SET rowid = 99"
accepted "case 33: a column called rowid" in/rowid.db
shows "case 33: the key is the id" 'id="token-7"' index.html
sql without.db "DROP TABLE tokens; CREATE TABLE tokens(id INTEGER PRIMARY KEY,
    service_user INTEGER, name TEXT, created TEXT, active INTEGER) WITHOUT ROWID;
    INSERT INTO tokens VALUES(7, 1, 'one', '2026-01-15', 1)"
accepted "case 33: a table without rowid" in/without.db
forge nonsense.db "" tokens 'CREATE TABLE' 'CREATE NONSENSE'
refused "case 34: the schema is damaged" 1 'in/nonsense.db: damaged: malformed database schema (tokens) - near "NONSENSE": syntax error' \
    in/nonsense.db
# lie FILE FROM TO: in every place; an index or its table.
lie() {
	python3 - "$@" <<'P'
import sys
name, old, new = sys.argv[1:]
data = bytearray(open(name, "rb").read())
at = data.rfind(old.encode() + b"\x07")
data[at:at + len(old)] = new.encode()
open(name, "wb").write(data)
P
}
sql index.db "CREATE INDEX by_name ON tokens(name)"
lie in/index.db one two
is "case 35: quick_check sees nothing" ok \
    "$(sqlite3 in/index.db 'PRAGMA quick_check')"
refused "case 35: an index lies" 1 \
    "in/index.db: damaged: row 1 missing from index by_name" in/index.db
sql check.db "PRAGMA ignore_check_constraints = 1;
    CREATE TABLE c(n CHECK(n > 0)); INSERT INTO c VALUES(-1)"
refused "case 36: CHECK is violated" 1 \
    "in/check.db: damaged: CHECK constraint failed in c" in/check.db
forge strict.db "CREATE TABLE c(n TEXT ); INSERT INTO c VALUES('x')" c \
    'TEXT )' 'INT) STRICT'
refused "case 36: STRICT is violated" 1 \
    "in/strict.db: damaged: non-INT value in c.n" in/strict.db
forge null.db "CREATE TABLE c(n); INSERT INTO c VALUES(NULL)" c '(n)' \
    '(n NOT NULL)'
refused "case 36: NOT NULL is violated" 1 \
    "in/null.db: damaged: NULL value in c.n" in/null.db
sql wide.db "$(awk 'BEGIN { printf "CREATE TABLE x(c0"
    for (i = 1; i < 500; i++) printf ", c%d", i; print ")" }')"
refused "case 37: 500 columns" 1 \
    "in/wide.db: damaged: malformed database schema (x) - too many columns on x" \
    in/wide.db
awk 'BEGIN { print "BEGIN;"
    for (i = 0; i < 10000; i++) print "CREATE TABLE t" i "(a);"
    print "COMMIT;" }' | make_db in/tables.db
accepted "case 37: 10,000 tables" in/tables.db
shows "case 37: they are counted" '"excluded_more":' provenance.json
rm in/tables.db
{ printf 'CREATE TABLE x(a /*'; head -c 1100000 /dev/zero | tr '\0' x
    echo '*/);'; } | make_db in/long.db
refused "case 37: a megabyte of schema" 1 \
    "in/long.db: damaged: malformed database schema (x) - string or blob too big" \
    in/long.db
forge extension.db "CREATE TABLE x(a CHECK(1)); INSERT INTO x VALUES(1)" x \
    'CHECK(1)' "CHECK(load_extension(''./evil''))"
refused "case 38: load_extension" 1 "in/extension.db: damaged: not authorized" \
    in/extension.db
sql twins.db "CREATE UNIQUE INDEX once ON tokens(name);
    INSERT INTO tokens VALUES(8, 1, 'onf', '2026-01-15', NULL, NULL, 1, NULL)"
python3 - <<'P'
data = open("in/twins.db", "rb").read().replace(b"onf", b"one")
open("in/twins.db", "wb").write(data)
P
refused "case 39: twins in a unique index" 1 \
    "in/twins.db: damaged: non-unique entry in index once" in/twins.db
sql circle.db "INSERT INTO tokens WITH RECURSIVE n(i) AS (SELECT 10 UNION ALL
    SELECT i + 1 FROM n LIMIT 500) SELECT i, 1, 't' || i, '2026-01-15', NULL,
    NULL, 1, NULL FROM n"
root=$(sqlite3 in/circle.db \
    "SELECT rootpage FROM sqlite_schema WHERE name = 'tokens'")
# The pointer to the last page below the root leads to the root.
patch in/circle.db $(((root - 1) * 4096 + 8)) "\\0\\0\\0\\$root"
before=$(standing)
timeout 20 "$tokensnap" build -q --as-of $as_of -o h in/circle.db >out 2>err
is "case 40: a circle of pages" "1 1" \
    "$? $(grep -c '^tokensnap: in/circle.db: damaged: ' err)"
is "case 40: a circle of pages (nothing else)" "$before" "$(standing)"
for order in le be; do
	rm -f in/utf16.db
	sqlite3 -bail in/utf16.db <<SQL
PRAGMA encoding = 'UTF-16$order';
CREATE TABLE service_users(id INTEGER PRIMARY KEY, user_id TEXT);
CREATE TABLE tokens(id INTEGER PRIMARY KEY, service_user INTEGER, name TEXT,
    created TEXT, active INTEGER);
INSERT INTO service_users VALUES(1, 'ü');
INSERT INTO tokens VALUES(7, 1, 'naïve ☃ 😀', '2026-01-01', 1);
CREATE TABLE teams(id INTEGER PRIMARY KEY, name TEXT);
CREATE TABLE team_members(team INTEGER, service_user INTEGER);
CREATE TABLE export_info(key TEXT, value TEXT);
INSERT INTO teams VALUES(1, 'team ☄');
INSERT INTO team_members VALUES(1, 1);
INSERT INTO export_info VALUES('source', 'here ☎');
SQL
	accepted "case 42: UTF-16$order" in/utf16.db
	shows "case 42: UTF-16$order is read" '<bdi>naïve ☃ 😀</bdi>' index.html
	for half in "d800 ☃ table tokens, id 7, column name" \
	    "dc00 ☃ table tokens, id 7, column name" \
	    "d800 ☄ statement members, column name" \
	    "dc00 ☎ statement info, column value"; do
		# shellcheck disable=SC2086
		set -- $half
		unit=$1 sign=$2
		shift 2
		python3 - $order "$unit" "$sign" <<'P'
import sys
kind = "utf-16-" + sys.argv[1]
half = bytes.fromhex(sys.argv[2])
half = half[::-1] if sys.argv[1] == "le" else half
data = open("in/utf16.db", "rb").read()
open("in/half.db", "wb").write(data.replace(sys.argv[3].encode(kind), half))
P
		refused "case 42: UTF-16$order with half a pair, $half" 1 \
		    "in/half.db: $*: not UTF-16: half of a surrogate pair" \
		    in/half.db
	done
done
