# What has changed since the snapshot before: pages, tables, tokensnap diff.
. "$TOP/tests/cmd/lib.sh"

then=2026-10-23T15:43:00Z
before=2026-10-23T154300Z
t=archive/$name/data/tables

# An export with everything that can be compared.
cat >base.sql <<'SQL'
CREATE TABLE service_users(id INTEGER PRIMARY KEY, user_id TEXT UNIQUE,
    name TEXT, email TEXT, role TEXT, active INTEGER, created TEXT,
    created_by TEXT, purpose TEXT, owner TEXT);
CREATE TABLE tokens(id INTEGER PRIMARY KEY, service_user INTEGER, name TEXT,
    created TEXT, expiration TEXT, last_used TEXT, active INTEGER,
    revoked TEXT, scim INTEGER, description TEXT);
CREATE TABLE teams(id INTEGER PRIMARY KEY, name TEXT);
CREATE TABLE team_members(team INTEGER, service_user INTEGER);
INSERT INTO service_users VALUES
    (1, 'alpha', 'Alpha', 'a@x', 'Member', 1, '2025-01-01', 'me', 'p', 'o'),
    (2, 'beta', 'Beta', 'b@x', 'Admin', 1, '2025-01-01', 'me', 'p', 'o'),
    (3, 'gamma', NULL, NULL, 'Member', 1, '2025-01-01', NULL, NULL, NULL);
INSERT INTO teams VALUES(1, 'Data'), (2, 'Ops');
INSERT INTO team_members VALUES(1, 1), (2, 1), (1, 2);
INSERT INTO tokens VALUES
    (11, 1, 'one', '2026-01-01', '2027-01-01', '2026-10-01', 1, NULL, 0, ''),
    (12, 1, 'two', '2026-01-01', '2027-01-01', '2026-10-01', 1, NULL, 0, 'd'),
    (13, 2, 'three', '2026-01-01', NULL, NULL, 1, NULL, 1, NULL),
    (14, 2, 'four', '2026-01-01', '2026-06-01', NULL, 1, NULL, 0, NULL),
    (15, 3, 'five', '2026-01-01', NULL, NULL, 0, '2026-05-05', 0, NULL),
    (16, 99, 'lost', '2026-01-01', '2027-01-01', NULL, 1, NULL, 0, NULL),
    (17, NULL, 'nobody''s', '2026-01-01', NULL, NULL, 1, NULL, 0, NULL);
SQL
sqlite3 -bail base.db <base.sql

# No rule finds anything here, unless a test says so: what changes are the
# tokens and service users alone.
{
	echo '[severity]'
	"$tokensnap" findings | sed -n 's/^| \(R[0-9]*\) .*/\1 = off/p'
} >off.ini
policy=off.ini

# build_at TIME FILE [option...]
build_at() {
	at=$1 file=$2
	shift 2
	"$tokensnap" build -q --no-sync --as-of "$at" \
	    --timezone Europe/Berlin -o archive ${policy:+--policy $policy} \
	    "$@" "$file"
}
# Deleting many files is slow on some disks.
clear_archive() { mv archive "$(mktemp -d gone.XXXXXX)"; }

build_at $then base.db >/dev/null
is first-has-no-page no \
    "$(ls archive/$before/data | grep -q '^changes' && echo yes || echo no)"
is first-has-no-table no \
    "$(ls archive/$before/data/tables | grep -q changes && echo yes ||
    echo no)"
is first-has-no-link 0 "$(grep -c 'changes' archive/$before/data/index.html)"
is first-user-page 0 "$(grep -c 'Changes' archive/$before/data/users/alpha.html)"
cp -r archive first

# after SQL: the rows of changes.csv, without the head, of the second snapshot.
after() {
	clear_archive
	cp -r first archive
	rm -f now.db
	cp base.db now.db
	sqlite3 -bail now.db "$1"
	build_at $as_of now.db >/dev/null || return 1
	sed -n 's/\r$//; 2,$p' "$t/changes.csv"
}
# single NAME ROW SQL: exactly this one row; on the page, and on the page of
# its service user; and diff says the same.
single() {
	is "single-$1" "$2" "$(after "$3")"
	is "single-$1-page" 1 \
	    "$(grep -c 'class="what"><b>' "archive/$name/data/changes.html")"
	is "single-$1-users" 1 "$(cat "archive/$name"/data/users/*.html |
	    grep -c 'class="what"><b>')"
	is "single-$1-diff" 1 "$("$tokensnap" diff archive/$before \
	    archive/$name | grep -c '^[-+~] ')"
}
single remove 'removed,token,12,"alpha","two",,"active",,' \
    "DELETE FROM tokens WHERE id = 12"
single add 'added,token,18,"beta","six",,,"active",' \
    "INSERT INTO tokens VALUES(18, 2, 'six', '2026-11-01', NULL, NULL, 1,
    NULL, 0, NULL)"
single rename 'changed,token,11,"alpha","uno",name,"one","uno",renamed' \
    "UPDATE tokens SET name = 'uno' WHERE id = 11"
single revoke 'changed,token,11,"alpha","one",state,"active","revoked",revoked' \
    "UPDATE tokens SET active = 0, revoked = '2026-11-01' WHERE id = 11"
single restore \
    'changed,token,15,"gamma","five",state,"revoked","active",restored' \
    "UPDATE tokens SET active = 1, revoked = NULL WHERE id = 15"
single re-date 'changed,token,11,"alpha","one",expiration,"2027-01-01T00:00:00Z","2028-01-01T00:00:00Z",re-dated' \
    "UPDATE tokens SET expiration = '2028-01-01' WHERE id = 11"
# An expired one that gets a new end is active again: one change.
single re-date-alive 'changed,token,14,"beta","four",expiration,"2026-06-01T00:00:00Z","never",re-dated' \
    "UPDATE tokens SET expiration = NULL WHERE id = 14"
single first-use 'changed,token,13,"beta","three",last_used,"not used yet","2026-11-01T00:00:00Z",first used' \
    "UPDATE tokens SET last_used = '2026-11-01' WHERE id = 13"
single move 'changed,token,12,"beta","two",service_user,"1","2",moved' \
    "UPDATE tokens SET service_user = 2 WHERE id = 12"
single describe 'changed,token,12,"alpha","two",description,"d","e",' \
    "UPDATE tokens SET description = 'e' WHERE id = 12"
single scim 'changed,token,13,"beta","three",scim,"1","0",' \
    "UPDATE tokens SET scim = 0 WHERE id = 13"
single orphan 'changed,token,16,,"found",name,"lost","found",renamed' \
    "UPDATE tokens SET name = 'found' WHERE id = 16"
single user-rename \
    'changed,service user,1,"alpha","Aleph",name,"Alpha","Aleph",renamed' \
    "UPDATE service_users SET name = 'Aleph' WHERE id = 1"
single user-off 'changed,service user,2,"beta","Beta",active,"1","0",deactivated' \
    "UPDATE service_users SET active = 0 WHERE id = 2"
single user-role 'changed,service user,2,"beta","Beta",role,"Admin","Member",' \
    "UPDATE service_users SET role = 'Member' WHERE id = 2"
single user-teams 'changed,service user,1,"alpha","Alpha",teams,"Data; Ops","Data",' \
    "DELETE FROM team_members WHERE team = 2"
single user-add 'added,service user,4,"delta","Delta",,,,' \
    "INSERT INTO service_users(id, user_id, name) VALUES(4, 'delta', 'Delta')"

# Expired because the as-of time moved on: one change.
clear_archive
cp -r first archive
build_at 2027-01-01T00:00:00Z base.db >/dev/null
is expired 'changed,token,11,"alpha","one",state,"active","expired",expired
changed,token,12,"alpha","two",state,"active","expired",expired
changed,token,16,,"lost",state,"active","expired",expired' \
    "$(sed -n 's/\r$//; 2,$p' archive/latest/data/tables/changes.csv)"

# Nothing at all.
is nothing "" "$(after "")"
is nothing-said 1 "$(grep -c 'Nothing has changed' "archive/$name/data/changes.html")"

# Use is the ordinary thing: a row and a count, after all else.
is used 'changed,token,12,"alpha","dos",name,"two","dos",renamed
changed,token,11,"alpha","one",last_used,"2026-10-01T00:00:00Z","2026-11-01T00:00:00Z",used' \
    "$(after "UPDATE tokens SET last_used = '2026-11-01' WHERE id = 11;
    UPDATE tokens SET name = 'dos' WHERE id = 12")"
is used-apart "1 1" "$(grep -c 'class="what"><b>' \
    "archive/$name/data/changes.html") $(grep -c 'Tokens used since' \
    "archive/$name/data/changes.html")"
gives diff-no-temp 1 "" "tokensnap: /none: No such file or directory" \
    env TMPDIR=/none "$tokensnap" diff archive/$before archive/$name
is used-diff "1 2" "$("$tokensnap" diff archive/$before archive/$name |
    grep -c '^~') $("$tokensnap" diff --used archive/$before archive/$name |
    grep -c '^~')"

# A user that is gone, with its token; the token of one that stays.
is gone 'removed,token,11,"alpha","one",,"active",,
removed,token,15,"gamma","five",,"revoked",,
removed,service user,3,"gamma","gamma",,,,' \
    "$(after "DELETE FROM service_users WHERE id = 3;
    DELETE FROM tokens WHERE id IN (11, 15)")"

# Ids used again, for something that was made after the first snapshot.
is ids-reused 'changed,token,12,"alpha","later",name,"two","later",renamed
changed,token,12,"alpha","later",created,"2026-01-01T00:00:00Z","2026-10-02T00:00:00Z",
removed,token,11,"alpha","one",,"active",,id reused
added,token,11,"alpha","other",,,"active",id reused
removed,service user,2,"beta","Beta",,,,id reused
added,service user,2,"omega","Omega",,,,id reused' \
    "$(after "UPDATE tokens SET created = '2026-11-01', name = 'other',
    last_used = NULL WHERE id = 11;
    UPDATE tokens SET created = '2026-10-02', name = 'later' WHERE id = 12;
    UPDATE service_users SET user_id = 'omega', name = 'Omega',
    created = '2026-11-01' WHERE id = 2")"

# A token that is gone was its owner's of before, not of who has that number
# now; the page of that one is no page of the other.
is owner-of-before 'removed,service user,2,"beta","Beta",,,,id reused
added,service user,2,"omega","Omega",,,,id reused
removed,token,13,"beta","three",,"active",,' \
    "$(after "DELETE FROM tokens WHERE id = 13;
    UPDATE service_users SET user_id = 'omega', name = 'Omega',
    created = '2026-11-01' WHERE id = 2" | grep -v ',token,1[^3]')"
is owner-of-before-link 0 "$(grep 'class="of">Token <bdi>three' \
    "archive/$name/data/changes.html" | grep -c 'href="users/')"

# A column that one of the two lacks is not compared, and that is said.
is column-lacking "" "$(after "ALTER TABLE tokens DROP COLUMN last_used;
    ALTER TABLE service_users DROP COLUMN role")"
is column-lacking-said "of tokens: Last used; of service users: Role" \
    "$(grep -o 'of tokens: .*Role' "archive/$name/data/changes.html")"
is column-lacking-diff 2 "$("$tokensnap" diff archive/$before archive/$name |
    grep -c '^not compared of [ts]')"

# Without expirations in one of them nobody knows what has expired; what was
# revoked is known.
is no-expiration 'changed,token,11,"alpha","one",state,"active","revoked",revoked' \
    "$(after "ALTER TABLE tokens DROP COLUMN expiration;
    UPDATE tokens SET active = 0 WHERE id = 11")"
clear_archive
cp base.db then.db
sqlite3 -bail then.db "ALTER TABLE tokens DROP COLUMN expiration"
build_at $then then.db >/dev/null
build_at $as_of base.db >/dev/null
is no-expiration-before "" "$(sed 1d "$t/changes.csv")"

# The user of a token is no column of tokens: what the service users lack is
# said of them alone, whichever of the two lacks it; diff says the same.
lacking() { # SQL-OF-BEFORE SQL-OF-NOW
	clear_archive
	cp base.db then.db
	cp base.db now.db
	sqlite3 -bail then.db "$1"
	sqlite3 -bail now.db "$2"
	build_at $then then.db >/dev/null
	build_at $as_of now.db >/dev/null
	echo "$(sed -n 's/^<p>Not compared,.*have it: \(.*\)\.<.p>$/\1/p' \
	    "archive/$name/data/changes.html") / $("$tokensnap" diff \
	    archive/$before archive/$name | sed -n \
	    's/^not compared of \([ts][a-z ]*\),.*recorded it/\1/p' | xargs)"
}
less="ALTER TABLE service_users DROP COLUMN name;
    ALTER TABLE service_users DROP COLUMN email"
want="of service users: Name, Email / service users: name, email"
is users-lacking-before "$want" "$(lacking "$less" "")"
is users-lacking-now "$want" "$(lacking "" "$less")"
is users-lacking-both "$want" "$(lacking "$less" "$less")"

# Latin-1 in an export is U+FFFD in the tables: unchanged, nothing is reused.
# One name of it that was revoked is used again, and that is found.
latin="UPDATE service_users SET user_id = CAST(x'e9' || user_id AS TEXT),
    name = CAST(x'e9' || name AS TEXT), email = CAST(x'e9' || email AS TEXT);
    UPDATE tokens SET name = CAST(x'e9' || name AS TEXT)"
policy=
lacking "$latin" "$latin" >/dev/null
is latin 0 "$(grep -c ^R16 "$t/findings.csv")"
lacking "$latin" "INSERT INTO tokens VALUES(25, 3, 'five', '2026-11-01', NULL,
    NULL, 1, NULL, 0, NULL); $latin" >/dev/null
is latin-reused 1 "$(grep -c '^R16,high,token,25,' "$t/findings.csv")"
policy=off.ini

# Hostile names: kept in the tables, shown as chips on a page and a terminal.
after "UPDATE tokens SET name = '<b>' || char(27, 0x202e) || x'ff' || '=1,\"'
    WHERE id = 11" >rows
esc=$(printf '\033')
is hostile 1 "$(grep -c '^changed,token,11' rows)"
is hostile-page "1 0" "$(grep -c '&lt;b&gt;<span class="chip">\[U+001B\]' \
    "archive/$name/data/changes.html") $(grep -c "$esc" \
    "archive/$name/data/changes.html")"
is hostile-diff '~ token 11 "<b>[U+001B][U+202E]�=1,"" of "Alpha": renamed: name "one" -> "<b>[U+001B][U+202E]�=1,""' \
    "$("$tokensnap" diff archive/$before archive/$name | grep '^~')"
cp now.db same.db
build_at 2026-12-01T00:00:00Z same.db >/dev/null
is hostile-again "" "$(sed 1d archive/latest/data/tables/changes.csv)"

# diff: text and JSON, exactly.
after "UPDATE tokens SET active = 0 WHERE id = 13;
    DELETE FROM tokens WHERE id = 17" >rows
gives diff-text 0 "old: $before, as of $then
new: $name, as of $as_of

                      old        new      delta
service users           3          3         +0
tokens                  7          6         -1
active                  5          3         -2
revoked                 1          2         +1
expired                 1          1         +0

tokens: 0 added, 1 removed, 1 changed
service users: 0 added, 0 removed, 0 changed
tokens used since, after an earlier use: 0
findings: 0 new, 0 resolved, 0 persist

~ token 13 \"three\" of \"Beta\": revoked: state active -> revoked
- token 17 \"nobody's\" of \"No service user\": active" "" \
    "$tokensnap" diff archive/$before archive/$name
"$tokensnap" diff --json archive/$before archive/$name >diff.json
is diff-json '1|2026-10-23T154300Z|7|6|0|1|1|2' "$(sqlite3 :memory: "
    SELECT json_extract(x, '\$.schema_version'),
    json_extract(x, '\$.old.snapshot'), json_extract(x, '\$.old.tokens'),
    json_extract(x, '\$.new.tokens'), json_extract(x, '\$.tokens.added'),
    json_extract(x, '\$.tokens.removed'),
    json_extract(x, '\$.tokens.changed'), json_array_length(x, '\$.rows')
    FROM (SELECT CAST(readfile('diff.json') AS TEXT) AS x)")"
is diff-as-table "" "$(grep '^{"change' diff.json | tr -d '\r' >a
    grep '^{"change' "$t/changes.json" | diff a -)"
gives diff-same 0 "0" "" sh -c "'$tokensnap' diff archive/latest \
    archive/latest | grep -c '^[-+~]' || :"
gives diff-one 2 "" "tokensnap: diff: which two snapshots? (see tokensnap help \
diff)" "$tokensnap" diff archive/latest
gives diff-none 1 "" "tokensnap: nowhere: No such file or directory" \
    "$tokensnap" diff nowhere archive/latest

# Findings that are new, that are gone, and the one that stays.
clear_archive
policy=
build_at $then base.db >/dev/null
cp base.db now.db
sqlite3 -bail now.db "UPDATE tokens SET expiration = '2027-06-01' WHERE id = 13;
    UPDATE tokens SET expiration = NULL WHERE id = 11"
build_at $as_of now.db >/dev/null
is findings-new 'added,finding,11,"alpha","one",R03,,"active, and never expires",new' \
    "$(tr -d '\r' <"$t/changes.csv" | grep '^added,.*R03')"
is findings-resolved 'removed,finding,13,"beta","three",R03,"active, and never expires",,resolved' \
    "$(tr -d '\r' <"$t/changes.csv" | grep '^removed,.*R03')"
is findings-persist 0 "$(grep -c ',17,.*R03' "$t/changes.csv")"
# On the page too a finding names its token.
is findings-page "Finding R03, one id 11 alpha
Finding R03, three id 13 beta" "$(grep -o 'Finding R03, .*</th>' \
    "archive/$name/data/changes.html" | sed 's/<[^>]*>/ /g;s/  */ /g;s/ $//' |
    sort)"

# What one of the two did not look at is neither new nor resolved.
# rows RULE: how many of it are told; whether it is named as not compared, on
# the page, by diff and in JSON.
rows() {
	"$tokensnap" diff archive/$before archive/$name >diff.out
	"$tokensnap" diff --json archive/$before archive/$name >diff.json
	echo "$(grep -c ",$1," "$t/changes.csv") $(sed -n \
	    '/<p>Findings not compared/p' "archive/$name/data/changes.html" |
	    grep -c "[ >]$1[,.<]") $(sed -n '/^not compared of findings/p' \
	    diff.out | grep -c "$1") $(grep -c "$1" diff.out) $(sqlite3 \
	    :memory: "SELECT count(*) FROM json_each(CAST(readfile('diff.json')
	    AS TEXT), '\$.not_compared.rules') WHERE value = '$1'")"
}
is findings-compared "2 0 0 2 0" "$(rows R03)"
is findings-off-in-both "0 0 0 0 0" "$(rows R07)"
is findings-first-had-none "0 1 1 1 1" "$(rows R16)"
printf '[severity]\nR03 = off\n' >some.ini
rebuild() { # OPTION-OF-BEFORE OPTION-OF-NOW SQL
	clear_archive
	build_at $then base.db $1 >/dev/null
	cp base.db now.db
	sqlite3 -bail now.db "$3"
	build_at $as_of now.db $2 >/dev/null
}
rebuild "" "--policy some.ini" ""
is findings-off-now "0 1 1 1 1" "$(rows R03)"
rebuild "--policy some.ini" "" ""
is findings-off-before "0 1 1 1 1" "$(rows R03)"
rebuild "" "" "ALTER TABLE tokens DROP COLUMN expiration"
is findings-column-gone "0 1 1 1 1" "$(rows R03)"
# R09 is looked at in part: what it finds is compared.
is findings-in-part 0 "$(rows R09 | cut -d ' ' -f 2)"
rebuild "" "--profile cis" ""
is findings-profile "0 1 1 1 1" "$(rows R07)"

# A snapshot that does not say which rules it looked at, as older ones do not:
# those that found something there are known.
rebuild "" "" "UPDATE tokens SET expiration = '2027-06-01' WHERE id = 13"
chmod -R u+w archive
(
	cd archive/$name/data/tables &&
	    sed 's/"evaluated":\[[^]]*\],//' findings.json >findings.new &&
	    mv findings.new findings.json && cd ../.. &&
	    sed "s/^[0-9a-f]*\(  data.tables.findings.json\)/$(sha256sum \
	    data/tables/findings.json | cut -d ' ' -f 1)\1/" \
	    manifest-sha256.txt >new && mv new manifest-sha256.txt &&
	    sed "s/^[0-9a-f]*\(  manifest-sha256.txt\)/$(sha256sum \
	    manifest-sha256.txt | cut -d ' ' -f 1)\1/" \
	    tagmanifest-sha256.txt >new && mv new tagmanifest-sha256.txt
)
"$tokensnap" diff archive/$before archive/$name >diff.out
is findings-untold "1 1 1" "$(grep -c 'R03 13 .*: resolved' diff.out) $(sed -n \
    '/^not compared of findings/p' diff.out | grep -c R11) $(grep -c \
    '^rules: one does not say which it looked at' diff.out)"
policy=off.ini

# Without tables: said, on the page too, and no failure.
clear_archive
policy=
build_at $then base.db --views list >/dev/null
policy=off.ini
build_at $as_of base.db >out 2>err
is without-exit "0 tokensnap: archive/$before: not comparable: it has no tables" \
    "$? $(cat err)"
is without-page 1 "$(grep -c 'Not comparable: it has no tables\.' \
    "archive/$name/data/changes.html")"
is without-table no "$([ -e "$t/changes.csv" ] && echo yes || echo no)"
gives without-diff 1 "" \
    "tokensnap: archive/$before: not comparable: it has no tables" \
    "$tokensnap" diff archive/$before archive/$name
# Nor does the bare list compare anything.
clear_archive
cp -r first archive
policy=
build_at $as_of base.db --views list >/dev/null
policy=off.ini
is list-compares-nothing no "$(ls "archive/$name/data" | grep -q '^changes' &&
    echo yes || echo no)"
policy=off.ini

# Damaged: the run fails, nothing is published.
damaged() {
	clear_archive
	cp -r first archive
	chmod -R u+w archive
	(cd archive/$before && eval "$3")
	gives "damaged-$1" 1 "" "$2
tokensnap: archive/$before: is damaged; nothing is added after it" \
	    "$tokensnap" build -q --no-sync --as-of $as_of -o archive base.db
	is "damaged-$1-nothing" "$before" "$(ls archive | grep "^2" | xargs)"
}
damaged table "tokensnap: archive/$before/data/tables/tokens.csv: content \
differs from manifest-sha256.txt" "echo >>data/tables/tokens.csv"
damaged users "tokensnap: archive/$before/data/tables/service-users.csv: \
content differs from manifest-sha256.txt" \
    "sed -i s/Alpha/Alpho/ data/tables/service-users.csv"
damaged missing "tokensnap: archive/$before/data/tables/tokens.csv: No such \
file or directory" "rm data/tables/tokens.csv"
damaged manifest "tokensnap: archive/$before/manifest-sha256.txt: content \
differs from tagmanifest-sha256.txt" "echo >>manifest-sha256.txt"

# Many tokens, a tenth of them changed: the memory stays, and what is written
# does not depend on the threads.
cat >large.sql <<'SQL'
CREATE TABLE service_users(id INTEGER PRIMARY KEY, user_id TEXT UNIQUE,
    name TEXT);
CREATE TABLE tokens(id INTEGER PRIMARY KEY, service_user INTEGER, name TEXT,
    created TEXT, expiration TEXT, last_used TEXT, active INTEGER);
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n
    WHERE i < 1000)
INSERT INTO service_users SELECT i, 'svc-' || i, 'Service ' || i FROM n;
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n
    WHERE i < 100000)
INSERT INTO tokens SELECT i, 1 + i % 1000, 'token ' || i, '2026-01-01',
    '2027-01-01', '2026-10-01', 1 FROM n;
SQL
sqlite3 -bail large.db <large.sql
clear_archive
build_at $then large.db --jobs 2 >/dev/null
sqlite3 large.db "UPDATE tokens SET name = name || '!' WHERE id % 40 = 1;
    UPDATE tokens SET active = 0 WHERE id % 40 = 2;
    UPDATE tokens SET last_used = '2026-11-01' WHERE id % 40 = 3;
    DELETE FROM tokens WHERE id % 40 = 4"
cp -r archive one
for jobs in 1 2; do
	[ $jobs = 1 ] && folder=one || folder=archive
	/usr/bin/time -f %M -o peak-$jobs "$tokensnap" build -q --no-sync \
	    --as-of $as_of --timezone Europe/Berlin -o $folder \
	    --policy off.ini --jobs $jobs large.db >/dev/null
	is "large-memory-$jobs" yes \
	    "$([ "$(cat peak-$jobs)" -lt 65536 ] && echo yes || cat peak-$jobs)"
done
is large-same "$(cat one/$name/tagmanifest-sha256.txt)" \
    "$(cat archive/$name/tagmanifest-sha256.txt)"
is large-rows "2500 2500 2500 2500" "$(for what in renamed revoked used; do
	grep -c ",$what.\$" "$t/changes.csv"; done | xargs) $(grep -c \
	'^removed' "$t/changes.csv")"
is large-pages "changes.2.html changes.3.html changes.4.html changes.5.html \
changes.html" "$(ls "archive/$name/data" | grep '^changes' | xargs)"
is large-page-rows 10000 "$(cat "archive/$name"/data/changes*.html |
    grep -c '<th scope="row" class="of">')"
is large-diff "" "$("$tokensnap" diff --json archive/$before archive/$name |
    grep '^{"change' >a; grep '^{"change' "$t/changes.json" | diff a - |
    head -3)"
