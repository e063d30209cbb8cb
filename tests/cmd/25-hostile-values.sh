# The exports of docs/threats.md: cases 43 to 61, what stands in the rows; and
# cases 62 to 70, options, clock and surroundings.
. "$TOP/tests/cmd/lib.sh"
. "$TOP/tests/cmd/hostile.sh"

# --- values
# bad CASE COLUMN VALUE REASON [TABLE ID]
bad() {
	sql bad.db "UPDATE ${5-tokens} SET $2 = $3"
	refused "case $1: $2 is $3" 1 \
	    "in/bad.db: table ${5-tokens}, id ${6-7}, column $2: $4" in/bad.db
}
bad 43 service_user "'12abc'" 'not an integer: "12abc"'
bad 43 service_user 1.5 'not an integer: "1.5"'
bad 43 name "x'41'" 'not text: "A"'
bad 43 active "'1x'" 'neither 0 nor 1: "1x"'
bad 43 active 2 'neither 0 nor 1: "2"'
bad 43 active NULL 'neither 0 nor 1'
bad 43 name NULL missing
bad 43 email "x'41'" 'not text: "A"' service_users 1
teams="CREATE TABLE teams(id INTEGER PRIMARY KEY, name);
    CREATE TABLE team_members(team, service_user);
    INSERT INTO teams VALUES(0, 'Zero'), (3, NULL)"
# member VALUES MESSAGE [SQL]: one row of team_members is refused.
member() {
	sql member.db "$teams; INSERT INTO team_members VALUES($1); $3"
	refused "case 43: a membership of $1 $3" 1 "in/member.db: table $2" \
	    in/member.db --views all
}
member "NULL, 1" "team_members, column team: not an integer"
member "'x', 1" 'team_members, column team: not an integer: "x"'
member "1.9, 1" 'team_members, column team: not an integer: "1.9"'
member "0, 'y'" 'team_members, column service_user: not an integer: "y"'
member "0, x'31'" 'team_members, column service_user: not an integer: "1"'
member "0, 1" 'teams, column name: not text: "A"' \
    "UPDATE teams SET name = x'41'"
sql members.db "$teams; INSERT INTO team_members VALUES(0, 1), (3, 1), (0, 1),
    (5, 1), (0, 99)"
accepted "case 43: a membership twice, of a team and of a user that are not there" \
    in/members.db --views all
is "case 43: each team once" \
    '"teams":["team 3 (no name)","team 5 (missing)","Zero"]' \
    "$(grep -o '"teams":\[[^]]*\]' "$s/data/tables/service-users.json")"
is "case 43: each row once" 1 "$(grep -c 'id="token-7"' "$s/data/team-0.html")"
sql nul.db "UPDATE tokens SET name = 'a' || char(0) || '<script>'"
accepted "case 44: a NUL in a name" in/nul.db
shows "case 44: nothing is cut off" \
    '<bdi>a<span class="chip">[U+0000]</span>&lt;script&gt;</bdi>' index.html
for bytes in c328 c0af eda080 f4908080 ff; do
	sql utf8.db "UPDATE tokens SET name = CAST(x'41${bytes}5A' AS TEXT)"
	accepted "case 45: bytes $bytes are no UTF-8" in/utf8.db --views all
	shows "case 45: $bytes is a finding" '"rule":"R23"' tables/findings.json
	is "case 45: $bytes is seen as such" 1 "$(grep -c '<bdi>A�.*Z</bdi>' \
	    "$s/data/index.html")"
done
sql two.db "UPDATE tokens SET name = replace(hex(zeroblob(1000000)), '0', 'x')"
accepted "case 46: a name of two megabytes" in/two.db --views list
is "case 46: all of it is there" 2000000 "$(grep -o 'x\{10,\}' \
    "$s/data/index.html" | tr -d '\n' | wc -c)"
rm in/two.db
# Six million bytes that are no UTF-8 take eighteen in a table.
sql long.db "ALTER TABLE service_users ADD COLUMN role TEXT;
    UPDATE service_users SET role = replace(hex(zeroblob(3000000)), '0', 'r');
    UPDATE tokens SET name = replace(hex(zeroblob(3000000)), '0',
    CAST(x'ff' AS TEXT))"
for day in 20 21; do
	"$tokensnap" build -q --no-sync --as-of 2026-11-$day -o long \
	    in/long.db >out 2>err
	is "case 46: rows of many megabytes, on $day November" "0 " \
	    "$? $(cat err)"
done
is "case 46: nothing has changed" 1 \
    "$(wc -l <long/2026-11-21T000000Z/data/tables/changes.csv)"
is "case 46: the index has both" \
    "2 snapshots: 0 damaged, 0 odd; 0 gaps, 0 times numbers are missing, 0 foreign names" \
    "$("$tokensnap" index long | head -n 1)"
chmod -R u+w long
rm -r long in/long.db
sql eighteen.db "INSERT INTO tokens VALUES(8, 1, replace(hex(zeroblob(
    9000000)), '0', 'x'), '2026-01-15', NULL, NULL, 1, NULL)"
refused "case 46: a name of eighteen megabytes" 1 \
    "in/eighteen.db: table tokens, row 2 by id: string or blob too big" \
    in/eighteen.db
rm in/eighteen.db
sql eighteen.db "UPDATE service_users SET name = replace(hex(zeroblob(
    9000000)), '0', 'x') WHERE id = 1"
refused "case 46: and one of a service user" 1 \
    "in/eighteen.db: table service_users, row 1 by id: string or blob too big" \
    in/eighteen.db
rm in/eighteen.db
for text in "''" "'  '" "char(160, 12288)"; do
	sql none.db "UPDATE tokens SET name = $text;
	    UPDATE service_users SET name = $text, email = $text"
	accepted "case 47: names are $text" in/none.db
	shows "case 47: $text of a token" "<bdi>(no name)</bdi>" index.html
	shows "case 47: $text of a service user" "<bdi>svc_a@service</bdi>" \
	    index.html
	shows "case 47: $text is a finding" '"rule":"R20"' tables/findings.json
done
sql groups.db "ALTER TABLE service_users ADD COLUMN role TEXT;
    UPDATE service_users SET role = ' ';
    CREATE TABLE teams(id INTEGER PRIMARY KEY, name TEXT);
    CREATE TABLE team_members(team INTEGER, service_user INTEGER);
    INSERT INTO teams VALUES(1, ''), (2, char(160));
    INSERT INTO team_members VALUES(1, 1), (2, 1)"
accepted "case 47: a role and teams that nobody can see" in/groups.db --views all
is "case 47: have a name in links" "3 2 0" "$(grep -o \
    '<a href="[rt][^>]*><bdi>(no name)</bdi></a>' "$s/data/groups.html" |
    wc -l) $(grep -o '<a href="\.\./team[^>]*><bdi>(no name)</bdi></a>' \
    "$s"/data/users/*.html | wc -l) $(cat "$s"/data/*.html \
    "$s"/data/users/*.html | grep -c '<a [^>]*><bdi>[  ]*</bdi></a>')"
is "case 47: have a name on their pages" 3 "$(cat "$s"/data/role-*.html \
    "$s"/data/team-*.html | grep -c '<h1>.*<bdi>.*(no name)</bdi>')"
sql unseen.db "UPDATE tokens SET name = char(12644)"
accepted "case 47: a filler" in/unseen.db
shows "case 47: a filler is a finding" '"rule":"R20"' tables/findings.json
sql unseen.db "UPDATE tokens SET name = char(8203, 8288)"
accepted "case 47: nothing but invisible characters" in/unseen.db
shows "case 47: they are shown" \
    '<span class="chip">[U+200B]</span><span class="chip">[U+2060]</span>' \
    index.html
shows "case 47: they are a finding" '"rule":"R20"' tables/findings.json
# What a page may hold is judged by the oracle, see tests/oracle.
for text in '<script>alert(1)</script>' '"><img src=x onerror=alert(1)>' \
    '</style></title></bdi>' '<!--' ']]>' '&#x3c;b&#x3e;'; do
	sql markup.db "UPDATE tokens SET name = '$text';
	    UPDATE service_users SET name = '$text', email = '$text'"
	accepted "case 48: $text" in/markup.db --single-file
	for page in index single; do
		is "case 48: $text in $page.html" "$text" "$(xmllint --xpath \
		    'string(//tr[@id="token-7"]/td[@class="token"]/bdi)' \
		    "$s/data/$page.html")"
	done
done
sql bidi.db "UPDATE tokens SET name = 'safe' || char(8238) || 'gnp' ||
    char(8203, 917505); INSERT INTO service_users VALUES(2, 'admin', 'admin',
    NULL), (3, char(1072) || 'dmin', char(1072) || 'dmin', NULL);
    INSERT INTO tokens VALUES(8, 2, 'x y', '2026-01-15', NULL, NULL, 1, NULL),
    (9, 3, 'x y', '2026-01-15', NULL, NULL, 1, NULL)"
accepted "case 49: characters that deceive" in/bidi.db
shows "case 49: they are chips" '<bdi>safe<span class="chip">[U+202E]</span>gnp<span class="chip">[U+200B]</span><span class="chip">[U+E0001]</span></bdi>' \
    index.html
shows "case 49: mixed scripts are a finding" '"rule":"R25"' \
    tables/findings.json
is "case 49: two pages for names that look the same" 2 \
    "$(ls "$s/data/users" | grep -c '^admin\.html$\|^dmin_[0-9a-f]*\.html$')"
sql paths.db "INSERT INTO service_users SELECT 10 + key, value, NULL, NULL
    FROM json_each(json_array('CON', 'nul.txt', '..', '../../etc/passwd',
    'a/b', '%2e%2e', 'trailing.', '-rf', 'Twin', 'twin', 'TWIN',
    'caf' || char(233), 'cafe' || char(769), ' ', char(10),
    replace(hex(zeroblob(150)), '0', 'n')))"
accepted "case 50: names that are no file names" in/paths.db
is "case 50: what is no plain name" "" "$(find "$s" -mindepth 1 |
    sed 's,.*/,,' | grep -vxE \
    '[a-z0-9][a-z0-9._-]{0,76}|VERIFY\.txt')"
is "case 50: a page for each of them" 17 "$(ls "$s/data/users" | wc -l)"
is "case 50: also where case does not count" 17 \
    "$(ls "$s/data/users" | tr A-Z a-z | sort -u | wc -l)"
mkdir notes
awk 'BEGIN { print "# Deep\n"
    for (i = 0; i < 50000; i++) printf "["; print "\n"
    for (i = 0; i < 50000; i++) printf ">"; print " x\n"
    for (i = 0; i < 50000; i++) printf "*"; print "x\n" }' >notes/deep.md
cat >notes/links.md <<'N'
# Links

[a](javascript:alert(1)) [b](data:text/html,x) [c](vbscript:x) [d](file:///etc)
[e](java&#x73;cript:alert(1)) [f](<java	script:x>) ![g](https://example.test/x.png)
<script>alert(1)</script> <img src="https://example.test/y.png">
N
told='tokensnap: notes/links.md: 6 links lead neither to the web nor to a note beside it and are left out, the first: "javascript:alert(1)"'
accepted "case 51: Markdown that is hostile" in/good.db --notes notes
told=
is "case 51: where it leads" "https://example.test/x.png" \
    "$(grep -o 'href="[a-z]*:[^"]*' "$s/data/notes/links.html" | cut -c7- |
    xargs)"
is "case 51: what it loads" "" "$(grep -E '<(script|img)' \
    "$s/data/notes/links.html")"
bad 53 created "'10000-01-01T00:00:00Z'" 'not a time: "10000-01-01T00:00:00Z"'
bad 53 created "'2026-02-30'" 'not a time: "2026-02-30"'
bad 53 created 0 'not a time: "0"'
bad 53 created -5 'not a time: "-5"'
bad 53 created "'2026-01-01T10:00:00'" 'not a time: "2026-01-01T10:00:00"'
bad 53 created "'01/02/2026'" 'not a time: "01/02/2026"'
sql units.db "UPDATE tokens SET created = 1798040580, expiration =
    1798040580123"
accepted "case 53: seconds and milliseconds" in/units.db
is "case 53: they are the same second" "2026-12-23T15:43:00Z
2026-12-23T15:43:00Z" "$(grep -o '"\(created\|expiration\)":"[^"]*"' \
    "$s/data/tables/tokens.json" | cut -d'"' -f4)"
sql never.db "UPDATE tokens SET expiration = 253402300799"
accepted "case 53: never, in seconds" in/never.db
is "case 53: is the last second" '"9999-12-31T23:59:59Z"' \
    "$(grep -o '"expiration":"[^"]*"' "$s/data/tables/tokens.json" |
    cut -d: -f2-)"
bad 54 created 9223372036854775807 'not a time: "9223372036854775807"'
bad 54 created -9223372036854775808 'not a time: "-9223372036854775808"'
sql ids.db "INSERT INTO service_users VALUES(-9223372036854775808, 'low',
    NULL, NULL), (9223372036854775807, 'high', NULL, NULL);
    INSERT INTO tokens SELECT column1, column1, 'x y', '2026-01-15', NULL, NULL,
    1, NULL FROM (VALUES (-9223372036854775808), (9223372036854775807), (-1),
    (0))"
accepted "case 54: the least and the largest ids" in/ids.db
is "case 54: none is another" \
    "-9223372036854775808 -1 0 7 9223372036854775807" \
    "$(grep -o '^,\{0,1\}{"id":[-0-9]*' "$s/data/tables/tokens.json" |
    cut -d: -f2 | sort -n | xargs)"
sql order.db "UPDATE tokens SET created = '2026-11-01', expiration =
    '2026-10-01', last_used = '2026-10-15'; INSERT INTO tokens VALUES(8, 1,
    'x y', '2027-01-01', NULL, NULL, 1, NULL)"
accepted "case 55: times in the wrong order" in/order.db
for rule in R10 R11 R12; do
	shows "case 55: $rule is found" "\"rule\":\"$rule\"" \
	    tables/findings.json
done
sql orphans.db "INSERT INTO service_users VALUES(2, 'idle', NULL, NULL);
    INSERT INTO tokens VALUES(8, 99, 'x y', '2026-01-15', NULL, NULL, 1, NULL),
    (9, NULL, 'x y', '2026-01-15', NULL, NULL, 0, NULL)"
accepted "case 56: tokens of nobody" in/orphans.db
is "case 56: all are listed" 3 "$(grep -c '<tr id="token-' \
    "$s/data/index.html")"
is "case 56: each has a page" "idle.html orphan-99.html orphan-none.html" \
    "$(ls "$s/data/users" | grep -v svc | xargs)"
shows "case 56: they are findings" '"rule":"R26"' tables/findings.json
sql again.db "CREATE TABLE u AS SELECT * FROM service_users;
    INSERT INTO u VALUES(2, 'svc_a@service', NULL, NULL);
    DROP TABLE service_users; CREATE TABLE service_users(id INTEGER PRIMARY KEY,
    user_id, name, email); INSERT INTO service_users SELECT * FROM u"
refused "case 57: an internal ID twice" 1 \
    'in/again.db: table service_users: user_id "svc_a@service" stands 2 times' \
    in/again.db
sql key.db "CREATE TABLE t AS SELECT * FROM tokens; DROP TABLE tokens;
    ALTER TABLE t RENAME TO tokens; INSERT INTO tokens SELECT * FROM tokens"
refused "case 57: a token id twice" 1 \
    "in/key.db: table tokens: column id is not its INTEGER PRIMARY KEY" \
    in/key.db
sql zero.db "DELETE FROM tokens; DELETE FROM service_users"
accepted "case 59: nothing at all" in/zero.db
shows "case 59: that is said" "zero rows" provenance.html
# Their pages would have one name: 48 bits of SHA-256 can be made to agree.
one=AaaaAAAaaAAAAaaAAAAAaaAaAaaAaaaAAaaaAaaAaaaAaAAA
two=AaaAaaAAaAaaAAaAaaAaAAAaaaAAAAAaaAaAaAAAAAaAaaaa
is "case 61: digests that agree" \
    "$(printf %s $one | sha256sum | cut -c1-12)" \
    "$(printf %s $two | sha256sum | cut -c1-12)"
sql same.db "INSERT INTO service_users VALUES(2, '$one', NULL, NULL),
    (3, '$two', NULL, NULL)"
before=$(standing)
"$tokensnap" build -q --as-of $as_of -o h in/same.db >out 2>err
is "case 61: page names made to agree" "1 1" "$? $(grep -c \
    '/data/users/a*_dd22f821cbf5.html: File exists$' err)"
is "case 61: page names made to agree (nothing else)" "$before" "$(standing)"
rm in/same.db
hash=$(printf Svc | sha256sum | cut -c1-12)
sql alike.db "INSERT INTO service_users VALUES(2, 'Svc', NULL, NULL),
    (3, 'svc-$hash', NULL, NULL), (4, 'svc_$hash', NULL, NULL)"
accepted "case 61: an ID that looks like the page name of another" in/alike.db
is "case 61: three pages" 3 "$(ls "$s/data/users" | grep -c "^svc.$hash")"

# --- options, clock, surroundings
odd=$(printf 'in/a\nPayload-Oxum: 0.0.db')
cp in/good.db "$odd"
accepted "case 62: a line of bag-info in the name of the export" "$odd" \
    --operator "$(printf 'x\nPayload-Oxum: 0.0')"
is "case 62: stays in its line" \
    'Tokensnap-Export-Name: a[U+000A]Payload-Oxum: 0.0.db' \
    "$(grep Export-Name "$s/bag-info.txt")"
is "case 62: one Payload-Oxum" 1 "$(grep -c ^Payload-Oxum "$s/bag-info.txt")"
for epoch in "" abc -1 1e18 12x 99999999999999999999 253402300800; do
	gives "case 64: SOURCE_DATE_EPOCH=$epoch" 2 "" "tokensnap: build: SOURCE_DATE_EPOCH: \"$epoch\" is not a number of seconds" \
	    env SOURCE_DATE_EPOCH="$epoch" "$tokensnap" build -o h in/good.db
done
refused "case 65: a clock that goes back" 1 "h: 2026-11-19T000000Z is not after the newest snapshot, 2026-11-20T000000Z" \
    in/good.db --as-of 2026-11-19
refused "case 66: the same second again" 5 \
    "h/2026-11-20T000000Z: exists already" in/good.db --as-of 2026-11-20
accepted "case 67: as usual" in/good.db
usual=$s
# other NAME SHELL-COMMANDS: the same bytes after these.
other() {
	rm -rf other
	(eval "$2"; exec "$tokensnap" build -q --no-sync --as-of $as_of \
	    --timezone UTC -o other in/good.db) >out 2>&1
	is "case 67: $1" "0 " "$? $(diff -r "$usual" "other/$name" 2>&1)"
	chmod -R u+w other
}
other "another zone, locale and home" \
    "export TZ=Asia/Tokyo LC_ALL=de_DE.UTF-8; unset HOME"
other "umask 0" "umask 0"
other "umask 777" "umask 777"
other "32 descriptors" "ulimit -n 32"
"$tokensnap" build -q --no-sync --as-of $as_of --timezone UTC -o closed \
    in/good.db <&- >&- 2>&-
is "case 67: no standard files" "1 " "$? $(diff -r "$usual" "closed/$name")"
python3 - "$tokensnap" <<'P' 2>err
import ctypes, sys
none = (ctypes.c_char_p * 1)(None)
ctypes.CDLL(None).execve(sys.argv[1].encode(), none, none)
P
is "case 67: no arguments at all" \
    "2 tokensnap: which command? (see tokensnap help)" "$? $(cat err)"
before=$(standing)
(ulimit -n 12; exec "$tokensnap" build -q --as-of $as_of -o h in/good.db) \
    >out 2>err
is "case 67: too few descriptors" "1 1" \
    "$? $(grep -c ': Too many open files$' err)"
is "case 67: too few descriptors (nothing else)" "$before" "$(standing)"
# Numbers are written by one function of its own; no locale is ever asked for.
is "case 70: no locale" "" "$(nm -D "$tokensnap" | grep -w setlocale)"
is "case 70: a comma in no number" "" "$(grep -oE '":[0-9]+,[0-9]' \
    "$usual"/data/tables/*.json "$usual"/data/provenance.json)"
