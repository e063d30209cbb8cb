# The lists beside the usual one, held against queries of the export.
. "$TOP/tests/cmd/lib.sh"

d=archive/$name/data
build "$sample" --page-size 20 >/dev/null || not_ok build

# ids FILE-STEM: the token ids of all pages of a list, in order.
ids() {
	stem=$1
	{
		cat "$d/$stem.html"
		n=2
		while :; do
			case $stem in
			index) next=$d/tokens-$n.html ;;
			*) next=$d/$stem.$n.html ;;
			esac
			[ -f "$next" ] || break
			cat "$next"
			n=$((n + 1))
		done
	} | sed -n 's/.*<tr id="token-\(-*[0-9]*\)".*/\1/p'
}
query() { sqlite3 -readonly "$sample" "$1"; }
all=$(query 'SELECT id FROM tokens ORDER BY id')

for list in index by-user-down by-token by-token-down by-expiration \
    by-expiration-down by-last-used by-last-used-down by-status \
    by-status-down; do
	is "all-tokens-$list" "$all" "$(ids $list | sort -n)"
done

# Times of the sample are text of one form, so they sort as text.
time="CASE WHEN %s IS NULL THEN 'z' ELSE replace(substr(%s, 1, 19), ' ', 'T') END"
at() { printf "$time" "$1" "$1"; }
values() { # LIST COLUMN: the values of a list in its order
	for id in $(ids "$1"); do
		query "SELECT $2 FROM tokens WHERE id = $id"
	done
}
values by-expiration "$(at expiration)" >got
is expiration-up "$(LC_ALL=C sort got)" "$(cat got)"
values by-expiration-down "$(at expiration)" >got
is expiration-down "$(grep -v z got | LC_ALL=C sort -r; grep z got)" \
    "$(cat got)"
values by-last-used "$(at last_used)" >got
is last-used-up "$(LC_ALL=C sort got)" "$(cat got)"
values by-token "name" >got
is token-up "$(LC_ALL=C sort got)" "$(cat got)"
values by-token-down "name" >got
is token-down "$(LC_ALL=C sort -r got)" "$(cat got)"
is user-down "$(ids index | wc -l)" "$(ids by-user-down | wc -l)"

now="'2026-11-23T15:43:00'"
expired="$(at expiration) <= $now"
is active "$(query "SELECT id FROM tokens WHERE active = 1 AND NOT $expired
    ORDER BY id")" "$(ids active | sort -n)"
is revoked "$(query "SELECT id FROM tokens WHERE active = 0 ORDER BY id")" \
    "$(ids revoked | sort -n)"
is expired "$(query "SELECT id FROM tokens WHERE active = 1 AND $expired
    ORDER BY id")" "$(ids expired | sort -n)"
is not-used "$(query "SELECT id FROM tokens WHERE last_used IS NULL
    ORDER BY id")" "$(ids not-used | sort -n)"
is never "$(query "SELECT id FROM tokens WHERE expiration IS NULL
    ORDER BY id")" "$(ids never-expires | sort -n)"
is filter-order "$(ids index | while read -r id; do
    query "SELECT id FROM tokens WHERE id = $id AND active = 0"; done)" \
    "$(ids revoked)"

for team in $(query 'SELECT id FROM teams'); do
	is "team-$team" "$(query "SELECT t.id FROM tokens t JOIN team_members m
	    ON m.service_user = t.service_user WHERE m.team = $team
	    ORDER BY t.id")" "$(ids "team-$team" | sort -n)"
done
is roles "$(query "SELECT count(*) FROM tokens t JOIN service_users u
    ON u.id = t.service_user WHERE u.role IS NOT NULL")" \
    "$(cat "$d"/role-*.html | grep -c '<tr id="token-')"

is users "$(query 'SELECT count(*) FROM service_users')" \
    "$(cat "$d"/users.html "$d"/users.[0-9]*.html |
    grep -c '<tr><th scope="row" class="service-user"')"
is groups-linked "$(ls "$d" | grep -cE '^(role-[a-z0-9_-]*|team-[0-9]*)\.html$')" \
    "$(grep -o 'href="\(role\|team\)-[^"]*"' "$d/groups.html" | sort -u |
    wc -l)"

# Every link of every page leads to a file and, with a #, to an id in it.
(cd "$d" && find . -name '*.html' | while read -r page; do
	folder=$(dirname "$page")
	grep -o 'href="[^"]*"' "$page" | sed 's/^href="//; s/"$//' |
	    grep -v '^https*:' | sort -u | while read -r link; do
		file=${link%%#*}
		[ -n "$file" ] && file=$folder/$file || file=$page
		[ -f "$file" ] || echo "$page: $link: no such file"
		case $link in
		*'#'*) grep -q "id=\"${link#*#}\"" "$file" ||
		    echo "$page: $link: no such id" ;;
		esac
	done
done) >broken
is links "" "$(head -5 broken)"

# aria-sort stands on the column that sorts, and on no other.
for list in index by-token-down by-expiration by-last-used-down by-status; do
	is "aria-sort-$list" 1 "$(sed -n '/<thead>/,/<\/thead>/p' \
	    "$d/$list.html" | grep -o 'aria-sort="[a-z]*"' | wc -l)"
done
is descending 'aria-sort="descending"' \
    "$(grep -o 'aria-sort="[a-z]*"' "$d/by-status-down.html")"

# Which lists there are.
chmod -R u+w archive && rm -rf archive
build "$sample" --views list >/dev/null
is views-list "about.html charts.html index.html users.html" \
    "$(cd "$d" && ls *.html | xargs)"
gives views-odd 2 "" 'tokensnap: build: --views: "some" is none of default, list, all' \
    "$tokensnap" build --views some "$sample"
sqlite3 -bail many.db <<'SQL'
CREATE TABLE service_users(id INTEGER PRIMARY KEY, user_id TEXT, role TEXT);
CREATE TABLE tokens(id INTEGER PRIMARY KEY, service_user INTEGER, name TEXT,
    created TEXT, active INTEGER);
INSERT INTO service_users VALUES(1, 'u', 'Admin');
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 50001)
INSERT INTO tokens SELECT i, 1, 't' || i, '2026-01-15', 1 FROM n;
SQL
chmod -R u+w archive && rm -rf archive
build many.db >/dev/null
is many-lists "active.html expired.html index.html revoked.html users.html" \
    "$(cd "$d" && ls *.html | grep -vE '^(tokens-|about|charts|provenance|findings|finding-r[0-9]+|[a-z-]*\.[0-9]+\.)' | xargs)"
chmod -R u+w archive && rm -rf archive
build many.db --views all >/dev/null
is all-lists 1 "$(ls "$d" | grep -c '^role-admin_[0-9a-f]*.html')"
is many-sorted "$(seq 50001)" "$(ids by-token | sort -n)"

# What the export does not record is counted nowhere: not on the cover, not in
# the tabs, on no page of a service user, not among the counts that agree.
for theme in default contrast plain; do
	chmod -R u+w archive && rm -rf archive
	sqlite3 -bail lacking.db <<'SQL'
DROP TABLE IF EXISTS service_users;
DROP TABLE IF EXISTS tokens;
CREATE TABLE service_users(id INTEGER PRIMARY KEY, user_id TEXT);
CREATE TABLE tokens(id INTEGER PRIMARY KEY, service_user INTEGER, name TEXT,
    created TEXT, active INTEGER);
INSERT INTO service_users VALUES(1, 'u');
INSERT INTO tokens VALUES(1, 1, 'a', '2026-01-15', 1);
SQL
	build lacking.db --theme $theme >/dev/null
	is lacking-$theme-lists "" \
	    "$(ls "$d" | grep -E '^(never-expires|not-used)')"
	is lacking-$theme-tabs "" \
	    "$(grep -oE '>(Not used yet|Never expire)[: ]*<' "$d/index.html")"
	is lacking-$theme-cover "2 0" "$(sed 's/<[^>]*>//g' \
	    "archive/$name/index.html" |
	    awk '/Tokens (not used yet|that never expire)Not recorded/ { y++ }
	    /Tokens (not used yet|that never expire)[0-9]/ { n++ }
	    END { print y + 0, n + 0 }')"
	is lacking-$theme-user 2 "$(sed 's/<[^>]*>/ /g' "$d/users/u.html" |
	    grep -oE '(Never expire|Not used yet):? +Not recorded' | wc -l)"
	is lacking-$theme-balance "" "$(sed 's/<[^>]*>/ /g' \
	    "$d/provenance.html" |
	    grep -E 'Tokens (not used yet|that never expire)')"
	sqlite3 -bail lacking.db "ALTER TABLE tokens ADD expiration TEXT;
	    ALTER TABLE tokens ADD last_used TEXT"
	"$tokensnap" build -q --no-sync --as-of 2026-11-24T15:43:00Z -o archive \
	    --theme $theme lacking.db >/dev/null
	is lacking-$theme-then "Never expire Not recorded 1 Not known
Not used yet Not recorded 1 Not known" \
	    "$(sed 's/<[^>]*>/ /g' archive/2026-11-24T154300Z/data/changes.html |
	    grep -E '(Never expire|Not used yet) ' |
	    sed 's/  */ /g;s/^ //;s/ $//')"
done

# The cover says whose word source and environment are, and what its three
# commands see.
for theme in default contrast plain; do
	chmod -R u+w archive && rm -rf archive
	build "$sample" --theme $theme --environment test >/dev/null
	cover=archive/$name/index.html
	is cover-$theme-claims 3 "$(grep -oE \
	    '>(Exported at|Source|Environment), as the export says<' $cover |
	    wc -l)"
	is cover-$theme-added 1 "$(grep -c 'do not see a file that was added' \
	    $cover)"
	echo more >more.html
	chmod -R u+w archive
	cp more.html "archive/$name/data/more.html"
	is cover-$theme-silent "" "$(cd "archive/$name" && for list in \
	    tagmanifest manifest; do sha256sum --strict --quiet -c \
	    $list-sha256.txt 2>&1; done)"
done

# Notes.
mkdir notes
printf '# Quarterly *review*\n\nWho looked at what.\n' >notes/2026-q3.md
printf '# Exceptions\n\n[one](2026-q3.md), [none](readme.txt).\n' \
    >"notes/Known Exceptions.md"
printf '\n[why](Known%%20Exceptions.md#two)\n' >>notes/2026-q3.md
echo 'not a note' >notes/readme.txt
chmod -R u+w archive && rm -rf archive
build "$sample" --notes notes >/dev/null 2>err
is notes-lost 'tokensnap: notes/Known Exceptions.md: a link leads neither to the web nor to a note beside it and is left out: "readme.txt"' \
    "$(cat err)"
is note-beside '<a href="2026-q3.html">one</a>, none.' \
    "$(grep -o '<a href="2026.*none\.' "$d"/notes/known-exceptions_*.html)"
is note-back "$(cd "$d/notes" && ls known-exceptions_*)" \
    "$(grep -o '[^"]*">why<' "$d/notes/2026-q3.html" | cut -d'"' -f1)"
is notes 2 "$(ls "$d/notes" | wc -l)"
is note-text 1 "$(grep -c '<p>Who looked at what.</p>' "$d/notes/2026-q3.html")"
is note-link 2 "$(grep -oE 'href="notes/[^"]*"' "$d/index.html" | wc -l)"
is note-current 1 "$(grep -c 'href="../notes/2026-q3.html" aria-current="page"' \
    "$d/notes/2026-q3.html")"
mkdir none
gives no-notes 2 "" "tokensnap: none: holds no file *.md" \
    "$tokensnap" build --notes none "$sample"
printf 'no title\n' >none/x.md
gives untitled 2 "" "tokensnap: none/x.md: no heading of level 1 to take the title from" \
    "$tokensnap" build --notes none "$sample"
mkdir headless
printf 'no heading\n' >headless/a.md
"$tokensnap" build --notes headless -o none-of-it "$sample" >/dev/null 2>&1
is headless-note "2 no" \
    "$? $([ -d none-of-it ] && ls none-of-it | grep -q ^2 && echo yes || echo no)"
gives missing-notes 2 "" "tokensnap: nowhere: No such file or directory" \
    "$tokensnap" build --notes nowhere "$sample"

# A row that follows from its token alone is made once for all lists; one that
# does not is made on each page.  What else it shows must be the same.
chmod -R u+w archive && rm -rf archive
build "$sample" --page-size 20 >/dev/null
mv archive plain
rows() { # ARCHIVE: every page of a list, its status without a number
	for page in "$1/$name"/data/*.html; do
		case $page in
		*/about.html | */provenance.html) continue ;;
		esac
		sed 's,<b>[0-9]* \(Active\|Revoked\|Expired\)</b>,<b>\1</b>,' \
		    "$page"
	done
}
numbers() { # PAGE: the numbers in its rows
	sed -n 's,.*<td class="status"><b>\([0-9]*\) .*,\1,p' "$d/$1.html" |
	    tr '\n' ' '
}
# theme EDIT...: build with the default theme, its list.html edited by sed.
theme() {
	chmod -R u+w archive 2>/dev/null
	rm -rf archive mine
	cp -r "$TOP/themes/default" mine
	sed -i "$@" mine/list.html
	build "$sample" --page-size 20 --theme ./mine >/dev/null || not_ok theme
}
theme 's,tal:content="token/status","token/status",; s,<b "token/status",<b tal:content="string:${repeat/token/number} ${token/status}",'
twenty=$(seq 20 | tr '\n' ' ')
is numbers-first "$twenty" "$(numbers by-status)"
is numbers-second "$twenty" "$(numbers by-token-down.2)"
is numbers-usual "$twenty" "$(numbers tokens-3)"
rows plain >wanted
rows archive >got
is numbers-rows "$(sha256sum <wanted)" "$(sha256sum <got)"

# Rows on some lists only.
theme 's,<table class="tokens" tal:condition="not:list/empty",<table class="tokens" tal:condition="list/is-all",'
is some-usual 183 "$(ids by-status | wc -l)"
is some-others 0 "$(ids active | wc -l)"
is some-whole "<!DOCTYPE html> </html>" \
    "$(sed -n '1p;$p' "$d/active.html" | tr '\n' ' ' | sed 's, $,,')"
"$tokensnap" verify -q archive || not_ok some-verify

# Twice on a page.
theme 's,^</tbody>,&<tfoot><tr tal:repeat="token list/tokens"><td class="again" tal:content="token/id"></td></tr></tfoot>,'
is twice "$(ids by-token)" "$(cat "$d"/by-token.html \
    "$d"/by-token.[2-9].html "$d"/by-token.10.html |
    grep -o '<td class="again">[0-9]*' | tr -cd '0-9\n')"

# Rows that may be nothing at all, and on a whole page are.
theme -e '/tal:repeat="token list.tokens"/{N; s,\n,,}' \
    -e 's,<tr id="token-51" class="active" tal:,<tr id="token-51" class="active" tal:condition="token/is-active" tal:,'
is nothing-some "$(ids active | sort)" "$(ids by-status | sort)"
is nothing-all "0 <!DOCTYPE html> </html>" "$(ids revoked | wc -l) $(
    sed -n '1p;$p' "$d/revoked.html" | tr '\n' ' ' | sed 's, $,,')"
"$tokensnap" verify -q archive || not_ok nothing-verify
