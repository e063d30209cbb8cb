# The index of an archive: made of the folders alone, by a build and by itself.
. "$TOP/tests/cmd/lib.sh"

make_db small.db </dev/null
one=2026-01-05T154300Z two=2026-02-05T154300Z three=2026-11-23T154300Z
add() { # ARCHIVE DATE [option...]
	archive=$1 at=$2
	shift 2
	"$tokensnap" build -q --no-sync --views list --timezone UTC -o \
	    "$archive" --as-of "${at}T15:43:00Z" "$@" small.db
}
index() { "$tokensnap" index "$@"; }
json() { sqlite3 :memory: "SELECT json_extract(readfile('$1'), '$2')"; }
listed() { # ARCHIVE: what the index consists of
	(cd "$1" && sha256sum CHAIN.sha256 archive.json index.html assets/*)
}

# record SNAPSHOT FILE: give a snapshot this provenance, close its bag anew.
record() {
	chmod -R u+w "$1"
	cp "$2" "$1/data/provenance.json"
	(
		cd "$1" || exit 1
		sed -i '\,  data/provenance.json$,d' manifest-sha256.txt
		sha256sum data/provenance.json >>manifest-sha256.txt
		retag
	)
}
retag() {
	sed 's/^.*  //' tagmanifest-sha256.txt | xargs sha256sum >new
	mv new tagmanifest-sha256.txt
}

for at in 2026-01-05 2026-02-05 2026-11-23; do
	add a $at --cadence 90d >out 2>err || not_ok build
	is quiet "" "$(cat err)"
done
is chain "$one/tagmanifest-sha256.txt: OK
$two/tagmanifest-sha256.txt: OK
$three/tagmanifest-sha256.txt: OK" "$(cd a && sha256sum --strict -c CHAIN.sha256)"
is head "$(sed -n 's/head sha256:\(.*\) seq 3/\1/p' out)" \
    "$(sed -n '$s/ .*//p' a/CHAIN.sha256)"
listed a >built
gives rebuilt 0 "3 snapshots: 0 damaged, 0 odd; 1 gaps, 0 times numbers are missing, 0 foreign names
a/index.html" "" index --cadence 90d a
is same "$(cat built)" "$(listed a)"
# What is no archive is let be.
cp -r a/$one bag
(cd bag && chmod -R u+w . && find . -type f -exec sha256sum {} + | sort) >was
gives no-index-in-a-snapshot 1 "" "tokensnap: bag: is a snapshot or another bag, not an archive" \
    "$tokensnap" index bag
gives no-build-in-a-snapshot 1 "" "tokensnap: bag: is a snapshot or another bag, not an archive" \
    "$tokensnap" build -q -o bag small.db
is nothing-in-a-snapshot "$(cat was)" \
    "$(cd bag && find . -type f -exec sha256sum {} + | sort)"
mkdir -m 700 site
echo mine >site/index.html
gives no-index-of-a-site 1 "" "tokensnap: site: is no archive, and its index.html would be replaced" \
    "$tokensnap" index site
gives no-build-in-a-site 1 "" "tokensnap: site: is no archive, and its index.html would be replaced" \
    "$tokensnap" build -q -o site small.db
is site-is-as-it-was "index.html mine" "$(ls -A site) $(cat site/index.html)"
rm -r bag site
rm -r a/assets a/CHAIN.sha256 a/archive.json a/index.html
index -q --cadence 90d a >out
is quiet-index a/index.html "$(cat out)"
is same-from-nothing "$(cat built)" "$(listed a)"
(cd / && TZ=Asia/Tokyo LC_ALL=tr_TR.UTF-8 umask 077 && "$tokensnap" index -q \
    --cadence 90d "$WORK/a" >/dev/null)
is same-elsewhere "$(cat built)" "$(listed a)"
is gap "$two $three 291" "$(json a/archive.json '$.gaps[0].after') $(json \
    a/archive.json '$.gaps[0].before') $(json a/archive.json \
    '$.gaps[0].days')"
is gap-row 1 "$(grep -c "Gap: no whole snapshot for 291 days" a/index.html)"
index a >/dev/null
is no-cadence 0 "$(grep -c 'Gap' a/index.html)"
is newest-first "$three $two $one" "$(grep -o 'href="2[^/]*' a/index.html |
    cut -c7- | xargs)"
is latest-left "$three" "$(readlink a/latest)"
is modes "600 600 600 700 600 700" "$(stat -c %a a/index.html a/archive.json \
    a/CHAIN.sha256 a/assets a/assets/style.css a | xargs)"
index --mode group a >/dev/null
is modes-group "640 750 640 700" "$(stat -c %a a/index.html a/assets \
    a/assets/style.css a | xargs)"
add open 2026-01-05 --mode all >/dev/null
is modes-all "644 755 644" "$(stat -c %a open/index.html open/assets \
    open/CHAIN.sha256 | xargs)"
index open >/dev/null
is modes-kept "644 755 644" "$(stat -c %a open/index.html open/assets \
    open/CHAIN.sha256 | xargs)"
add open 2026-01-06 --mode group >/dev/null
index open >/dev/null
is modes-of-newest "640 750 640" "$(stat -c %a open/index.html open/assets \
    open/CHAIN.sha256 | xargs)"
chmod u+w open/2026-01-06T154300Z
mv open/2026-01-06T154300Z/index.html page
index open >/dev/null 2>&1
is modes-of-one-with-a-page "644 755 644" "$(stat -c %a open/index.html \
    open/assets open/CHAIN.sha256 | xargs)"
chmod -R u+w open/2026-01-06T154300Z
rm -r open/2026-01-06T154300Z
index --mode owner open >/dev/null
is modes-owner "600 700 600" "$(stat -c %a open/index.html open/assets \
    open/CHAIN.sha256 | xargs)"
index open >/dev/null
for theme in contrast plain default; do
	index -q --theme $theme a >/dev/null
	is "theme-$theme" "" "$(cmp a/assets/style.css \
	    "$TOP/themes/$theme/assets/style.css")"
	xmllint --noout a/index.html || not_ok "well-formed-$theme"
done

# A theme of one's own that shows every number: those of archive.json.
cp -r "$TOP/themes/default" mine
numbers=""
for field in tokens active revoked expired not-used never-expires orphans \
    users idle-users critical high medium low info muted; do
	numbers="$numbers<b tal:content=\"archive/newest/$field\">1</b>;"
done
kinds='<p class="kinds"><tal:block tal:repeat="row archive/rows">'
for kind in is-gap is-missing is-snapshot; do
	kinds="$kinds<b tal:condition=\"row/$kind\">$kind</b>;"
done
sed -i "s,<h1>Snapshots</h1>,&<p class=\"all\">$numbers</p>$kinds\
</tal:block></p>," mine/archive.html
shown() { # CLASS: the words of that paragraph of the index of "full"
	sed -n "/<p class=\"$1\">/,/<\/p>/s/.*<p class=\"$1\">//p" \
	    full/index.html | sed 's,</p>.*,,; s/<[^>]*>//g; s/;/ /g' | xargs
}
"$tokensnap" build -q --no-sync --timezone UTC --as-of 2026-08-05 -o full \
    "$sample" >/dev/null 2>&1
"$tokensnap" build -q --no-sync --timezone UTC --as-of 2026-11-23 -o full \
    "$sample" >/dev/null 2>&1
index -q --theme ./mine --cadence 90d full >/dev/null
is every-number "$(sqlite3 -separator ' ' :memory: "SELECT s ->> 'tokens',
    s ->> 'active', s ->> 'revoked', s ->> 'expired', s ->> 'not_used',
    s ->> 'never_expires', s ->> 'orphans', s ->> 'service_users',
    s ->> 'idle_service_users', f ->> 'critical', f ->> 'high',
    f ->> 'medium', f ->> 'low', f ->> 'info', f ->> 'muted'
    FROM (SELECT v -> '$.snapshots[0].totals' AS s,
    v -> '$.snapshots[0].findings' AS f FROM
    (SELECT CAST(readfile('full/archive.json') AS TEXT) AS v))")" \
    "$(shown all)"
is every-kind "is-snapshot is-gap is-snapshot" "$(shown kinds)"

# What can be said wrong.
gives cadence 2 "" "tokensnap: index: --cadence: \"90\" is not a number from 1 to 10000 of days, weeks or months like 90d, 13w or 3m" \
    index --cadence 90 a
gives cadence-long 2 "" "tokensnap: index: --cadence: \"99999d\" is not a number from 1 to 10000 of days, weeks or months like 90d, 13w or 3m" \
    index --cadence 99999d a
gives build-cadence 2 "" "tokensnap: build: --cadence: \"x\" is not a number from 1 to 10000 of days, weeks or months like 90d, 13w or 3m" \
    "$tokensnap" build --cadence x small.db
gives mode 2 "" "tokensnap: index: --mode: \"us\" is none of owner, group, all" \
    index --mode us a
gives none 1 "" "tokensnap: none: No such file or directory" index none
is not-made no "$([ -e none ] && echo yes || echo no)"
gives which 2 "" "tokensnap: index: which archive? (see tokensnap help index)" \
    index
gives two 2 "" "tokensnap: index: one archive at a time (see tokensnap help index)" \
    index a open
gives theme 2 "" "tokensnap: ./none: No such file or directory" \
    index --theme ./none a
mkdir empty shared && chmod 777 shared
gives empty 0 "0 snapshots: 0 damaged, 0 odd; 0 gaps, 0 times numbers are missing, 0 foreign names
empty/index.html" "" index empty
is empty-page 1 "$(grep -c 'holds no snapshot' empty/index.html)"
gives open-archive 1 "" "tokensnap: shared: others than its owner may write here (mode 0777); chmod go-w it, or use --insecure-archive" \
    index shared

# What the snapshots record: in the index, and a chart of it.
cp -r a b
chmod -R u+w b
echo '{"totals":{"tokens":1234,"active":1000,"revoked":200,"expired":34,
"service_users":56},"findings":{"critical":1,"high":2,"medium":3,"low":4,
"info":5,"muted":6},"changes":{"added":7,"removed":8,"changed":9}}' >full.json
record b/$three full.json
touch b/$three/signature.p7s
index b >out 2>err
is no-word-of-a-signature "" "$(cat err)"
is not-signed "0 0 0" "$(for i in 0 1 2; do
	json b/archive.json "\$.snapshots[$i].signed"
done | xargs)"
echo x >b/$three/signature.p7s
index b >out 2>err
is recorded '{"tokens":1234,"active":1000,"revoked":200,"expired":34,"service_users":56} {"critical":1,"high":2,"medium":3,"low":4,"info":5,"muted":6} {"added":7,"removed":8,"changed":9} 1' \
    "$(for x in totals findings changes signed; do
	json b/archive.json "\$.snapshots[0].$x"
done | xargs -0 | xargs -d '\n' | sed 's/ $//')"
is shown "1,234 1,000 200 34 56" "$(grep "$three/index.html" b/index.html |
    grep -o '<td class="n">[^<]*' | cut -d'>' -f2 | xargs)"
is shown-rest 1 "$(grep "$three/index.html" b/index.html | grep -c \
    'signed.*Critical 1, high 2, medium 3, low 4, info 5; muted 6.*Added 7, removed 8, changed 9.*small.db')"
is trends "trend-states trend-findings" \
    "$(grep -o 'figure class="chart" id="[a-z-]*' b/index.html |
    sed 's/.*"//' | xargs)"

# odd_facts NAME PROBLEM: b with this file as the provenance of the newest.
odd_facts() {
	record b/$three bad.json
	gives "facts-$1" 0 b/index.html \
	    "tokensnap: b/$three: $2" index -q b
	is "facts-$1-none" "" "$(json b/archive.json \
	    '$.snapshots[0].totals.tokens')"
	xmllint --noout b/index.html || not_ok "facts-$1-well-formed"
}
printf '{"totals":{"tokens":' >bad.json
odd_facts cut "data/provenance.json is not a JSON object"
printf '{"totals":"<script>"}' >bad.json
odd_facts type "data/provenance.json: totals is not an object"
printf '{"totals":{"tokens":"<b>"}}' >bad.json
odd_facts number "data/provenance.json: totals.tokens is not a number that could be"
head -c 200000 /dev/zero | tr '\0' '[' >bad.json
odd_facts deep "data/provenance.json is not a JSON object"
head -c 70000000 /dev/zero | tr '\0' ' ' >bad.json
odd_facts huge "damaged: data/provenance.json is larger than 67108864 bytes"
printf '{}\0{}' >bad.json
odd_facts nul "data/provenance.json is not a JSON object"
head -c 4000 /dev/urandom >bad.json
odd_facts noise "data/provenance.json is not a JSON object"
: >bad.json
odd_facts empty "data/provenance.json is not a JSON object"

# changed NAME REASON COMMAND: a fresh copy of a, with that done to the newest.
changed() {
	rm -rf c
	cp -r a c
	chmod -R u+w c
	(cd c/$three && eval "$3")
	gives "damaged-$1" 0 c/index.html \
	    "tokensnap: c/$three: $2" index -q c
	is "damaged-$1-state" "${4:-damaged}" "$(json c/archive.json \
	    '$.snapshots[0].state')"
	is "damaged-$1-shown" 1 "$(grep -c '<ul class="problems">' \
	    c/index.html)"
	xmllint --noout c/index.html || not_ok "damaged-$1-well-formed"
}
tags=tagmanifest-sha256.txt
changed tag "damaged: bag-info.txt is not what $tags lists" \
    "echo >>bag-info.txt"
changed gone "damaged: VERIFY.txt is missing" "rm VERIFY.txt"
changed no-tags "damaged: $tags is missing" "rm $tags"
changed tags "damaged: $tags has a line that cannot be read" \
    "echo x >>$tags"
changed tags-cut "damaged: $tags is cut short" "printf x >>$tags"
changed tags-out "damaged: $tags has a line that cannot be read" \
    "sed -i 's,  bag-info.txt,  ../bag-info.txt,' $tags"
changed tags-dot "damaged: $tags has a line that cannot be read" \
    "sed -i 's,  bag-info.txt,  ..,' $tags"
changed tags-twice "damaged: bag-info.txt is listed twice" \
    "grep bag-info $tags >x; cat x >>$tags"
changed tags-many "damaged: $tags lists too many files" \
    "seq 70 | while read -r i; do grep bagit $tags; done >x; mv x $tags"
changed tags-none "damaged: $tags does not list bag-info.txt" ": >$tags"
changed tags-no-manifest "damaged: $tags does not list manifest-sha256.txt" \
    "sed -i '/ manifest-sha256/d' $tags"
changed link "damaged: bag-info.txt is a symbolic link" \
    "mv bag-info.txt x; ln -s x bag-info.txt"
changed fifo "damaged: bag-info.txt is not a regular file" \
    "rm bag-info.txt; mkfifo bag-info.txt"
changed fifo-tags "damaged: $tags is not a regular file" \
    "rm $tags; mkfifo $tags"
changed series "damaged: bag-info.txt names no series, number or snapshot" \
    "sed -i /^Bag-Group/d bag-info.txt; retag"
changed number "damaged: bag-info.txt names no series, number or snapshot" \
    "sed -i 's/^Bag-Count.*/Bag-Count: -3 of ?/' bag-info.txt; retag"
changed previous "damaged: previous.sha256 cannot be read" \
    "sed -i 's,\.\./,../../,' previous.sha256; retag"
changed previous-name "damaged: previous.sha256 names no snapshot" \
    "sed -i 's,2026-02,2O26-02,' previous.sha256; retag"
changed facts "damaged: data/provenance.json is not what manifest-sha256.txt lists" \
    "echo {} >data/provenance.json; sed -i '\\,data/provenance.json,d' manifest-sha256.txt;
    echo $(printf '%064d' 0)'  data/provenance.json' >>manifest-sha256.txt; retag"
changed facts-link "damaged: data/provenance.json is a symbolic link" \
    "echo {} >x; rm -f data/provenance.json; ln -s ../x data/provenance.json
    sed -i '\\,data/provenance.json,d' manifest-sha256.txt
    sha256sum data/provenance.json >>manifest-sha256.txt; retag"
changed renamed "the snapshot calls itself $one: its folder was renamed" \
    "sed -i 's/$three/$one/' bag-info.txt; retag" whole
changed export "a fork: number 2 is that of $two too" \
    "sed -i 's/^Bag-Count.*/Bag-Count: 2 of ?/;s/^Tokensnap-Export-Name.*/&<\/bdi><script>/' bag-info.txt; retag" whole
is no-script 0 "$(grep -c '<script' c/index.html)"

# Taken out of the middle; put in; forged in the middle.
rm -rf c && cp -r a c && chmod -R u+w c && rm -r c/$two
gives removed 0 "2 snapshots: 0 damaged, 1 odd; 0 gaps, 1 times numbers are missing, 0 foreign names
c/index.html" "tokensnap: c/$three: follows $two, which is not in this archive" \
    index c
is removed-shown 1 "$(grep -c 'Missing: number 2 of the series' c/index.html)"
is removed-json "2 2" "$(json c/archive.json '$.missing[0].first') $(json \
    c/archive.json '$.missing[0].last')"
rm -rf c && cp -r a c && chmod -R u+w c
(cd c/$two && sed -i 's/^Tokensnap-Export-Name.*/Tokensnap-Export-Name: x/' \
    bag-info.txt && retag)
gives forged 0 c/index.html \
    "tokensnap: c/$three: broken chain: $two has not the seal that was recorded here" \
    index -q c
is forged-chain "$two/tagmanifest-sha256.txt: FAILED" \
    "$(cd c && sha256sum --quiet -c CHAIN.sha256 2>/dev/null)"

# Foreign things, and what is ours and no snapshot.
rm -rf c && cp -r a c
mkdir c/old c/2026-13-45T990000Z c/receipts c/.staging-x c/lost+found
echo >c/notes.txt
ln -s ../a/$two c/2026-03-01T000000Z
ln -s / c/root
mkfifo c/pipe c/2026-03-02T000000Z
echo >"c/<script>x
y"
gives foreign 0 "3 snapshots: 0 damaged, 0 odd; 0 gaps, 0 times numbers are missing, 9 foreign names
c/index.html" "" index c
is foreign-what "2026-03-01T000000Z: a symbolic link
2026-03-02T000000Z: a FIFO
2026-13-45T990000Z: a folder named by a time that there is not
lost+found: a folder that is not named by a time
notes.txt: a file
old: a folder that is not named by a time
pipe: a FIFO
root: a symbolic link" "$(sqlite3 :memory: "SELECT json_extract(value,
    '\$.name') || ': ' || json_extract(value, '\$.what') FROM
    json_each(readfile('c/archive.json'), '\$.foreign') ORDER BY 1" |
    grep -v 'script\|^y')"
is foreign-page "1 0" "$(grep -c '&lt;script&gt;x' c/index.html) $(grep -c \
    '<script' c/index.html)"
is foreign-left 1 "$(find c -name lost+found | wc -l)"
rmdir c/2026-13-45T990000Z
gives build-beside 0 "c/2026-11-24T154300Z/index.html" "tokensnap: c/.staging-x: left by a run that died, removed" \
    sh -c "'$tokensnap' build -q --no-sync --views list -o c --as-of \
    2026-11-24T15:43:00Z small.db | head -n 1"
is build-counted 4 "$(json c/archive.json '$.snapshots' | grep -o \
    '"as_of"' | wc -l)"

# An index that cannot be written: the snapshot is there all the same.
rm -rf c && cp -r open c
rm c/index.html
mkdir c/index.html
echo >c/index.html/x
gives no-index 0 "c/$two/index.html" "tokensnap: c/index.html: Is a directory
tokensnap: c: $two is published, but the index was not rebuilt (see tokensnap help index)" \
    sh -c "'$tokensnap' build -q --no-sync --views list -o c --as-of \
    2026-02-05T15:43:00Z small.db | head -n 1"
gives no-index-alone 1 "" "tokensnap: c/index.html: Is a directory" index c
is no-index-left "" "$(find c -name .index-new)"
is published 0 "$("$tokensnap" verify -q c/$two; echo $?)"
rm -r c/assets
ln -s /tmp c/assets
gives assets-link 1 "" "tokensnap: c/assets: Not a directory" index c
cp -r a ro
chmod 555 ro
as_user=
[ "$(id -u)" = 0 ] && chown -R 65534:65534 ro &&
    as_user="setpriv --reuid 65534 --regid 65534 --clear-groups"
chmod 755 "$WORK" "$(dirname "$WORK")"
listed ro >before
$as_user "$tokensnap" index ro >out 2>err
is read-only "1 tokensnap: ro/CHAIN.sha256: Permission denied" "$? $(cat err)"
is read-only-same "$(cat before)" "$(listed ro)"
chmod 755 ro
rm -f ro/index.html && ln -s "$WORK/target" ro/index.html
echo mine >target
index -q ro >/dev/null
is link-replaced "mine no" "$(cat target) $([ -L ro/index.html ] &&
    echo yes || echo no)"
