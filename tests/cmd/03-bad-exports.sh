# What cannot be read: exit 1, one line that names it, nothing left behind.
. "$TOP/tests/cmd/lib.sh"

# refuses NAME MESSAGE FILE: also that neither the archive nor the export
# has anything new.
refuses() {
	rm -rf archive
	before=$(stat -c '%s %Y %Z' "$3" 2>/dev/null; ls -a)
	gives "$1" 1 "" "tokensnap: $2" timeout 20 "$tokensnap" build -q \
	    --as-of $as_of -o archive "$3"
	is "$1-nothing-left" ". .. .tokensnap.lock" "$(ls -a archive | xargs)"
	rm -rf archive
	is "$1-export-untouched" "$before" \
	    "$(stat -c '%s %Y %Z' "$3" 2>/dev/null; ls -a)"
}
touch out err

make_db good.db </dev/null
refuses missing "none.db: No such file or directory" none.db
mkdir folder.db
refuses folder "folder.db: is a directory" folder.db
mkfifo fifo.db
refuses fifo "fifo.db: is a FIFO, not a file" fifo.db
ln -s good.db link.db
refuses link "link.db: is a symbolic link" link.db
: >empty.db
refuses empty "empty.db: is empty" empty.db
echo "no database" >text.db
refuses text "text.db: is not a SQLite database" text.db
size=$(stat -c %s good.db)
head -c 5000 good.db >cut.db
refuses cut "cut.db: is cut short: 5000 of $size bytes" cut.db
{ cat good.db; echo x; } >more.db
refuses more "more.db: 2 bytes follow its last page" more.db
cp good.db wal.db
echo rows >wal.db-wal
refuses wal "wal.db: wal.db-wal holds rows that are not in it yet; run PRAGMA wal_checkpoint(TRUNCATE) or VACUUM INTO a new file first" wal.db

sql() {
	make_db "$1" <<SQL
$2
SQL
}
sql date.db "UPDATE tokens SET expiration = 'next week'"
refuses date "date.db: table tokens, id 7, column expiration: not a time: \"next week\"" date.db
sql day.db "UPDATE tokens SET created = '2026-02-30'"
refuses day "day.db: table tokens, id 7, column created: not a time: \"2026-02-30\"" day.db
sql zero.db "UPDATE tokens SET last_used = 0"
refuses zero "zero.db: table tokens, id 7, column last_used: not a time: \"0\"" zero.db
sql active.db "UPDATE tokens SET active = 'yes'"
refuses active "active.db: table tokens, id 7, column active: neither 0 nor 1: \"yes\"" active.db
sql name.db "UPDATE tokens SET name = NULL"
refuses name "name.db: table tokens, id 7, column name: missing" name.db
sql owner.db "CREATE TABLE t2 AS SELECT * FROM tokens; DROP TABLE tokens; CREATE TABLE tokens(id INTEGER PRIMARY KEY, service_user, name, created, active); INSERT INTO tokens VALUES(7, 'svc', 'x', '2026-01-01', 1)"
refuses owner "owner.db: table tokens, id 7, column service_user: not an integer: \"svc\"" owner.db
sql column.db "ALTER TABLE tokens DROP COLUMN created"
refuses column "column.db: table tokens has no column created" column.db
sql table.db "DROP TABLE service_users"
refuses table "table.db: no table service_users" table.db
sql view.db "ALTER TABLE tokens RENAME TO t; CREATE VIEW tokens AS SELECT * FROM t"
refuses view "view.db: tokens is a view, not a table" view.db
sql virtual.db "DROP TABLE tokens; CREATE VIRTUAL TABLE tokens USING fts5(id, name)"
refuses virtual "virtual.db: tokens is a virtual table, not a table" virtual.db
sql computed.db "ALTER TABLE tokens DROP COLUMN last_used; ALTER TABLE tokens ADD COLUMN last_used AS (hex(zeroblob(4)))"
refuses computed "computed.db: column last_used of table tokens is computed, not stored" computed.db
sql key.db "DROP TABLE tokens; CREATE TABLE tokens(id INT, service_user, name, created, active)"
refuses key "key.db: table tokens: column id is not its INTEGER PRIMARY KEY" key.db
sql told.db "CREATE TABLE export_info(key TEXT, value TEXT); INSERT INTO export_info VALUES('token_count', '2')"
refuses told "told.db: export_info says tokens has 2 rows, but it has 1" told.db
sql twins.db "CREATE TABLE u AS SELECT * FROM service_users; DROP TABLE service_users; CREATE TABLE service_users(id INTEGER PRIMARY KEY, user_id); INSERT INTO service_users VALUES(1, 'a'), (2, 'a')"
refuses twins "twins.db: table service_users: user_id \"a\" stands 2 times" twins.db
sql check.db "PRAGMA ignore_check_constraints = 1; CREATE TABLE c(n CHECK(n > 0)); INSERT INTO c VALUES(-1)"
refuses check "check.db: damaged: CHECK constraint failed in c" check.db
sql many.db "WITH RECURSIVE n(i) AS (SELECT 10 UNION ALL SELECT i + 1 FROM n WHERE i < 24) INSERT INTO tokens SELECT i, 1, 't' || i, 'soon', NULL, NULL, 1 FROM n"
"$tokensnap" build -q --as-of $as_of -o archive many.db >out 2>err
is many-exit 1 $?
is many-lines 11 "$(wc -l <err)"
is many-more "tokensnap: many.db: and 5 more" "$(tail -n 1 err)"
sql escape.db "UPDATE tokens SET created = char(27) || '[31m'"
refuses escape "escape.db: table tokens, id 7, column created: not a time: \"[U+001B][31m\"" escape.db
rm -rf archive

"$tokensnap" build -q --no-sync --lenient --as-of $as_of -o archive2 date.db \
    >/dev/null
is lenient 0 $?
is lenient-shown 1 \
    "$(grep -c 'title="next week">Unreadable' archive2/$name/data/index.html)"

# SQLite cannot take any path, and says nothing that helps.
deep=$(printf '%0200d/%0200d/%0100d' 0 0 0)
mkdir -p "$deep"
"$tokensnap" build -q -o "$deep" good.db >out 2>err
is deep-archive "1  its path has N bytes, and SQLite takes no more than 480" \
    "$? $(cat out) $(sed 's/.*-[0-9a-f]*: its path has [0-9]* /its path has N /' err)"
is deep-nothing-left .tokensnap.lock "$(ls -A "$deep")"

# The archive is read by others, and the export holds more than the pages.
mkdir -m 700 holds holds/deeper
for at in holds holds/deeper; do
	cp good.db "$at/in.db"
	gives "inside-$at" 2 "" "tokensnap: $at/in.db: lies in the archive holds, which is read by others; keep exports elsewhere" \
	    "$tokensnap" build -q --as-of $as_of -o holds "$at/in.db"
done
is inside-nothing-left ".tokensnap.lock deeper in.db" "$(ls -A holds | xargs)"
