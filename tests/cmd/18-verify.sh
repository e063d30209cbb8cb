# verify: every file of a snapshot damaged in every way, whole archives, the
# expected head, JSON, modes, the bar.
. "$TOP/tests/cmd/lib.sh"

echo "INSERT INTO tokens VALUES(8, 1, 'two', '2026-01-15', NULL, NULL, 0);" |
    make_db small.db
# day N: the snapshot of that November day joins the archive; its last line.
day() {
	"$tokensnap" build -q --no-sync --digest sha512 --timezone UTC \
	    --views list \
	    --as-of "2026-11-$1T15:43:00Z" -o "${2-archive}" small.db |
	    tail -n 1
}
head1=$(day 20)
head2=$(day 21)
head3=$(day 22)
head4=$(day 23)
snapshot() { echo "2026-11-$1T154300Z"; }

# --- every file of one snapshot
cp -r archive/$name s
chmod -R u+w s
(cd s && find . -type f | sed 's,^\./,,' | sort) >files
is has-files yes "$([ "$(wc -l <files)" -gt 12 ] && echo yes)"
is whole 0 "$("$tokensnap" verify -q --no-modes s 2>&1; echo $?)"

# named FILE WAY: verify ends with 4 and names the file.
named() {
	"$tokensnap" verify --no-modes s >out 2>err </dev/null
	status=$?
	if [ $status = 4 ] && grep -qF "$1" err; then
		echo "ok $2-$1"
	else
		echo "not ok $2-$1: exit $status"
		cat err
	fi
}
# flip FILE OFFSET: its lowest bit.
flip() {
	byte=$(dd if="$1" bs=1 skip="$2" count=1 status=none | od -An -tu1)
	# shellcheck disable=SC2059
	printf "\\$(printf %o $((byte ^ 1)))" |
	    dd of="$1" bs=1 seek="$2" conv=notrunc status=none
}
while read -r file; do
	size=$(stat -c %s "s/$file")
	cp "s/$file" kept
	for at in 0 $((size / 3)) $((size - 1)); do
		flip "s/$file" $at
		named "$file" "flip-$at"
		cp kept "s/$file"
	done
	truncate -s -1 "s/$file"
	named "$file" truncate
	: >"s/$file"
	named "$file" empty
	rm "s/$file"
	named "$file" delete
	mkdir "s/$file"
	named "$file" folder
	rmdir "s/$file"
	ln -s "$WORK/kept" "s/$file"
	named "$file" link
	rm "s/$file"
	mkfifo "s/$file"
	named "$file" fifo
	rm "s/$file"
	echo other >"s/$file"
	named "$file" replace
	cp kept "s/$file"
	cp kept "s/$file.new"
	named "$file.new" beside
	mv "s/$file" "s/$file.old"
	named "$file.old" rename
	mv "s/$file.old" "s/$file"
	rm "s/$file.new"
done <files
is whole-again 0 "$("$tokensnap" verify -q --no-modes s 2>&1; echo $?)"
find s -type d | sed 's,^s,.,' >folders
while read -r folder; do
	mkdir "s/$folder/new"
	named new: "folder-in-$folder"
	rmdir "s/$folder/new"
done <folders

# --- what is left of a stripped snapshot
stripped() {
	mkdir -p kept-files
	for file; do
		mv "s/$file" kept-files
	done
	named "$1" stripped
	mv kept-files/* s
}
stripped tagmanifest-sha256.txt
stripped tagmanifest-sha512.txt
stripped manifest-sha512.txt tagmanifest-sha512.txt
stripped tagmanifest-sha256.txt tagmanifest-sha512.txt
stripped manifest-sha256.txt tagmanifest-sha256.txt
stripped bagit.txt bag-info.txt
stripped previous.sha256
: >s/signature.p7s
named signature.p7s empty-signature
mv s/signature.p7s s/data
named data/signature.p7s not-there
rm s/data/signature.p7s
: >s/signature.p7
named signature.p7: not-that-name
rm s/signature.p7
: >s/tagmanifest-md5.txt
named tagmanifest-md5.txt no-other-tagmanifest
rm s/tagmanifest-md5.txt

# --- forged and consistent: the tag manifests are made anew
# forge SNAPSHOT COMMAND: on a copy called s2, resealed.
forge() {
	rm -rf s2
	cp -r "$1" s2
	chmod -R u+w s2
	(cd s2 && eval "$2" && for d in 256 512; do
		sed 's/^[^ ]*  //' tagmanifest-sha$d.txt | while read -r f; do
			[ ! -f "$f" ] || sha${d}sum "$f"
		done >new
		mv new tagmanifest-sha$d.txt
	done)
}
# forged NAME REASONS COMMAND
forged() {
	forge s "$3"
	[ "$(echo "$2" | wc -l)" = 1 ] && n="1 fault" ||
	    n="$(echo "$2" | wc -l) faults"
	gives "$1" 4 "" "$(echo "$2" | sed 's/^/tokensnap: s2: /')
tokensnap: s2: $n" "$tokensnap" verify --no-modes s2
}
forged no-bagit "bagit.txt: is missing" "rm bagit.txt"
forged other-bagit "bagit.txt: is not that of a BagIt 1.0 bag" \
    "sed -i s/1.0/0.97/ bagit.txt"
forged no-oxum "bag-info.txt: has no Payload-Oxum" \
    "sed -i /Oxum/d bag-info.txt"
forged oxum-twice "bag-info.txt: has more than one Payload-Oxum" \
    "sed -i '/Oxum/p' bag-info.txt"
forged no-number "bag-info.txt: names no series or no number in it" \
    "sed -i '/Bag-Count/d' bag-info.txt"
forged other-time \
    "bag-info.txt: External-Identifier is not the time of Tokensnap-As-Of" \
    "sed -i 's/As-Of: 2026/As-Of: 2025/' bag-info.txt"
forged no-previous \
    "previous.sha256: is missing, but this is number 4 of its series" \
    "rm previous.sha256"
forged two-previous "previous.sha256: is not a link to a snapshot" \
    "sed -i p previous.sha256"
forged previous-later \
    "previous.sha256: does not lead to an older snapshot" \
    "sed -i s/11-22/12-22/ previous.sha256"
forged not-sorted "manifest-sha256.txt: line 2 is not in the order of the paths" \
    "sed -i '1{h;d};2{G}' manifest-sha256.txt"
forged upper-case \
    "manifest-sha256.txt: line 1 has a digest that is not in lower case" \
    "sed -i '1s/^[0-9a-f]*/\\U&/' manifest-sha256.txt"

# --- modes
chmod -R u-w s
is modes 0 "$("$tokensnap" verify -q s 2>&1; echo $?)"
# mode FILE MODE REASON
mode() {
	old=$(stat -c %a "s/$1")
	chmod "$2" "s/$1"
	gives "mode-$2-$1" 4 "" "tokensnap: s: $1: $3
tokensnap: s: 1 fault" "$tokensnap" verify s
	is "no-modes-$2-$1" 0 \
	    "$("$tokensnap" verify -q --no-modes s 2>&1; echo $?)"
	chmod "$old" "s/$1"
}
mode data/index.html 0464 "can be written by others"
mode data/index.html 0446 "can be written by others"
mode data/index.html 0600 "its mode is not 0400, 0440 or 0444"
mode data/index.html 0500 "its mode is not 0400, 0440 or 0444"
mode bagit.txt 4400 "has a setuid, setgid or sticky bit"
mode data/users 0700 "its mode is not 0500, 0550 or 0555"
mode data/users 0577 "can be written by others"
mode data/users 1500 "has a setuid, setgid or sticky bit"
mode . 0750 "its mode is not 0500, 0550 or 0555"
chmod -R u+w s
ln s/bagit.txt another-name
gives hard-link 0 "s: good: $(wc -l <files) files, $(find s -type f \
    -exec cat {} + | wc -c) bytes
s: not signed
$head4" "tokensnap: s: warning: 1 files have another name (a hard link) \
through which they can be changed" "$tokensnap" verify --no-modes s
rm another-name

# --- archives
gives archive 0 "$(for d in 20 21 22 23; do
	echo "archive/$(snapshot $d): good"
	echo "archive/$(snapshot $d): not signed"
done)
archive: good: 4 snapshots
$head4" "" sh -c "'$tokensnap' verify archive | sed 's/: [0-9]* files.*//'"
# The list that build made agrees with what it lists; from here on without it
# and the index that links it.
is chain-of-build 4 "$(wc -l <archive/CHAIN.sha256)"
rm -f archive/CHAIN.sha256 archive/index.html
is archive-slash 0 "$("$tokensnap" verify -q archive/ 2>&1; echo $?)"

# changed NAME EXIT REASONS COMMAND [OPTION...]: on a copy of the archive.
changed() {
	label=$1 want=$2 reasons=$3 command=$4
	shift 4
	[ ! -d a ] || chmod -R u+w a
	rm -rf a
	cp -r archive a
	chmod u+w a a/*
	(cd a && eval "$command")
	chmod a-w a/2026*
	"$tokensnap" verify -q "$@" a >out 2>err
	is "$label" "exit $want
$reasons" "exit $?
$(sed 's/^tokensnap: //' err | grep -v '^[^ ]*: [0-9]* faults*$')"
}
remove() { echo "chmod -R u+w $(snapshot "$1"); rm -r $(snapshot "$1"); $2"; }
changed removed-middle 4 "a: 2026-11-23T154300Z: leads to \
2026-11-22T154300Z, which is missing" "$(remove 22)"
changed removed-first 0 "a: warning: 2026-11-21T154300Z: is number 2: those \
before it are not here" "$(remove 20)"
changed removed-first-complete 4 "a: 2026-11-21T154300Z: is number 2: those \
before it are missing" "$(remove 20)" --complete
changed complete 0 "" : --complete
cut="$(remove 23 "ln -sfn $(snapshot 22) latest")"
changed removed-last 0 "" "$cut"
changed removed-last-expected 4 "a: no snapshot has the expected head, \
$(echo "$head4" | cut -d' ' -f2)" "$cut" --expect-head "$head4"
# What was emptied is damage, and has no head that may be the expected one.
empty() { echo "chmod -R u+w $(snapshot "$1"); rm -rf $(snapshot "$1")/*"; }
none="is not a snapshot: it has no bagit.txt"
changed emptied-middle 4 "a/$(snapshot 22): $none" "$(empty 22)"
changed emptied-last 4 "a/$(snapshot 23): $none" "$(empty 23)"
changed emptied-last-expected 4 "a/$(snapshot 23): $none
a: no snapshot has the expected head, $(echo "$head4" | cut -d' ' -f2)" \
    "$(empty 23)" --expect-head "$head4"
changed sealless 4 "a/$(snapshot 22): $none" \
    "cd $(snapshot 22); chmod u+w .; rm -f bagit.txt *manifest*; chmod a-w ."
changed expected 0 "" : --expect-head "$head4"
changed expected-number 4 "a: $(snapshot 23): has the expected head, but is \
number 4" : --expect-head "${head4% *} 99"
changed expected-digest 0 "" : \
    --expect-head "$(echo "$head4" | cut -d: -f2 | cut -d' ' -f1)"
changed expected-older 0 "a: warning: 2 snapshots are newer than the expected \
head, 2026-11-21T154300Z" : --expect-head "$head2"
changed latest 0 "a: warning: latest: does not lead to the newest snapshot, \
2026-11-23T154300Z" "ln -sfn $(snapshot 20) latest"
changed renamed 4 "a: 2026-11-22T164300Z: was renamed: it is snapshot \
2026-11-22T154300Z
a: 2026-11-23T154300Z: leads to 2026-11-22T154300Z, which is missing" \
    "mv $(snapshot 22) 2026-11-22T164300Z"
changed wrong-order 4 "a: 2026-11-21T154300Z: was renamed: it is snapshot \
2026-11-22T154300Z
a: 2026-11-21T154300Z: leads to 2026-11-21T154300Z with another seal than it \
has
a: 2026-11-21T154300Z: is number 3 and leads to 2026-11-21T154300Z, which is \
number 3
a: 2026-11-22T154300Z: was renamed: it is snapshot 2026-11-21T154300Z
a: 2026-11-23T154300Z: leads to 2026-11-22T154300Z with another seal than it \
has
a: 2026-11-23T154300Z: is number 4 and leads to 2026-11-22T154300Z, which is \
number 2" \
    "mv $(snapshot 21) x; mv $(snapshot 22) $(snapshot 21); \
    mv x $(snapshot 22)"
mkdir -m 700 fork
cp -r archive/$(snapshot 20) fork
day 24 fork >/dev/null
changed fork 4 "a: 2026-11-24T154300Z: leads to 2026-11-20T154300Z, as another \
one does: a fork" "cp -r ../fork/$(snapshot 24) .; \
    ln -sfn $(snapshot 24) latest"
day 25 other >/dev/null
changed new-series 0 "a: warning: 2026-11-25T154300Z: begins a new series, \
$(sed -n 's/^Bag-Group-Identifier: //p' other/2*/bag-info.txt)" \
    "cp -r ../other/$(snapshot 25) .; ln -sfn $(snapshot 25) latest"
forge archive/$(snapshot 22) "sed -i 's/Bag-Count: 3/Bag-Count: 7/' bag-info.txt"
chmod -R a-w s2
changed forged 4 "a: 2026-11-22T154300Z: is number 7 and leads to \
2026-11-21T154300Z, which is number 2
a: 2026-11-23T154300Z: leads to 2026-11-22T154300Z with another seal than it \
has
a: 2026-11-23T154300Z: is number 4 and leads to 2026-11-22T154300Z, which is \
number 7" "$(remove 22 "cp -r ../s2 $(snapshot 22)")"
forge archive/$(snapshot 22) "rm previous.sha256; \
    sed -i 's/Bag-Count: 3/Bag-Count: 1/' bag-info.txt"
chmod -R a-w s2
changed second-beginning 4 "a: 2026-11-22T154300Z: is a second beginning of \
series $(sed -n 's/^Bag-Group-Identifier: //p' s2/bag-info.txt)
a: 2026-11-23T154300Z: leads to 2026-11-22T154300Z with another seal than it \
has
a: 2026-11-23T154300Z: is number 4 and leads to 2026-11-22T154300Z, which is \
number 1" "$(remove 22 "cp -r ../s2 $(snapshot 22)")"
forge archive/$(snapshot 22) "sed -i '/^Bag-Group/s/$/-x/' bag-info.txt"
chmod -R a-w s2
changed other-series 4 "a: 2026-11-22T154300Z: leads to \
2026-11-21T154300Z, which is of another series
a: 2026-11-23T154300Z: leads to 2026-11-22T154300Z with another seal than it \
has
a: 2026-11-23T154300Z: leads to 2026-11-22T154300Z, which is of another \
series" "$(remove 22 "cp -r ../s2 $(snapshot 22)")"
changed damaged-inside 4 "a/2026-11-21T154300Z: data/index.html: content \
differs from manifest-sha256.txt
a/2026-11-21T154300Z: data/index.html: content differs from \
manifest-sha512.txt" "flip $(snapshot 21)/data/index.html 99"
changed not-a-folder 4 "a/2026-11-25T154300Z: is not a folder
a: warning: latest: does not lead to the newest snapshot, 2026-11-25T154300Z" \
    ": >$(snapshot 25)"
changed link-to-a-snapshot 4 "a/2026-11-25T154300Z: is not a folder
a: warning: latest: does not lead to the newest snapshot, 2026-11-25T154300Z" \
    "ln -s $(snapshot 23) $(snapshot 25)"
list="for s in 2026*; do echo \"\$(sha256sum <\$s/tagmanifest-sha256.txt |
    cut -c1-64)  \$s/tagmanifest-sha256.txt\"; done >CHAIN.sha256"
changed chain-file 0 "" "$list; sha256sum --strict --quiet -c CHAIN.sha256"
changed chain-file-stale 0 "a: warning: CHAIN.sha256: derived file is stale: \
it does not list the seals of these snapshots" "$list; sed -i 1d CHAIN.sha256"
changed foreign 0 "a: warning: .staging-x: is being made, or was left by a \
run that died
a: warning: notes.txt: does not belong to an archive
a: warning: receipts/2026-11-19T154300Z.tsr: is of a snapshot that is not here
a: warning: receipts/x: is not called after a snapshot" "mkdir -p receipts \
    .staging-x; : >notes.txt; : >receipts/x; : >receipts/2026-11-19T154300Z.tsr; \
    : >receipts/$(snapshot 22).tsr"

# What an index makes of a snapshot with another seal is not stale.
chmod -R u+w a
rm -rf a
cp -r archive a
chmod -R u+w a
echo x >>"a/$(snapshot 21)/tagmanifest-sha256.txt"
"$tokensnap" index a >/dev/null 2>&1
stale() { "$tokensnap" verify -q --no-modes a 2>&1 | grep -c 'is stale'; }
is chain-due 0 "$(stale)"
rm "a/$(snapshot 21)/tagmanifest-sha256.txt"
is chain-due-sealless 0 "$(stale)"
echo x >>a/CHAIN.sha256
is chain-stale 1 "$(stale)"

# --- a single one: its head, its name
gives one-head 0 "" "" "$tokensnap" verify -q --expect-head "$head4" \
    archive/latest
gives one-other-head 4 "" "tokensnap: archive/latest: its head is not \
$(echo "$head3" | cut -d' ' -f2)
tokensnap: archive/latest: 1 fault" "$tokensnap" verify --expect-head \
    "$head3" archive/latest
gives one-other-number 4 "" "tokensnap: archive/latest: is number 4, not 3
tokensnap: archive/latest: 1 fault" "$tokensnap" verify --expect-head \
    "${head4% *} 3" archive/latest
cp -r archive/$name 2026-12-01T000000Z
gives one-renamed 4 "" "tokensnap: 2026-12-01T000000Z: was renamed: it is \
snapshot $name
tokensnap: 2026-12-01T000000Z: 1 fault" "$tokensnap" verify 2026-12-01T000000Z

# --- what cannot be done
gives head-of-two 2 "" "tokensnap: verify: --expect-head is for one snapshot \
or archive" "$tokensnap" verify --expect-head "$head1" s archive
gives head-unreadable 2 "" "tokensnap: verify: --expect-head: \"md5:1\" is not \
sha256: and 64 hexadecimal digits" "$tokensnap" verify --expect-head md5:1 s
gives bag-and-head 2 "" "tokensnap: verify: --bag goes with none of \
--expect-head, --complete and --trust" "$tokensnap" verify --bag --complete s
mkdir empty
: >empty/.tokensnap.lock
gives empty-archive 1 "" "tokensnap: empty: holds no snapshot" \
    "$tokensnap" verify empty
gives a-file 1 "" "tokensnap: small.db: Not a directory" \
    "$tokensnap" verify small.db
"$tokensnap" verify --no-modes s >/dev/full 2>/dev/null
is full-output 1 $?
if [ "$(id -u)" = 0 ] && command -v setpriv >/dev/null; then
	chmod 711 .
	mkdir -m 755 open
	cp -r archive/$name open/s
	find open/s -type d -exec chmod 755 {} +
	find open/s -type f -exec chmod 644 {} +
	chmod 600 open/s/data/index.html
	cp "$tokensnap" ./tokensnap
	chmod 755 tokensnap
	gives not-readable 1 "" \
	    "tokensnap: open/s: data/index.html: cannot be read" \
	    setpriv --reuid 65534 --clear-groups ./tokensnap verify \
	    --no-modes open/s
fi

# --- JSON, read by another program
# json SQL: of the objects in the file "out", one row each.
json() {
	while read -r line; do
		printf '%s\n' "$line" >line
		sqlite3 :memory: "SELECT $1 FROM (SELECT \
		    CAST(readfile('line') AS TEXT) AS v)"
	done <out
}
"$tokensnap" verify --json archive >out 2>err
is json-good "0 " "$? $(cat err)"
is json-objects "1 snapshot good 1 
1 snapshot good 2 
1 snapshot good 3 
1 snapshot good 4 
1 archive good 4 4" "$(json "json_valid(v) || ' ' || (v ->> 'kind') || ' ' ||
    (v ->> 'result') || ' ' || (v ->> 'sequence') || ' ' ||
    coalesce(v ->> 'snapshots', '')")"
is json-seals "$(for h in "$head1" "$head2" "$head3" "$head4" "$head4"; do
	echo "$h" | cut -c13-76
done)" "$(json "v ->> 'seal'")"
is json-previous "
$(snapshot 20)
$(snapshot 21)
$(snapshot 22)" "$(json "v ->> 'previous'" | head -4)"
rm -f s/data/index.html
echo >"s/data/a\"b
c"
"$tokensnap" verify --no-modes --json s none >out 2>err
is json-exit "4 " "$? $(cat err)"
is json-faults 'data/a"b
c|is in no manifest|data/index.html|is missing|bag-info.txt
unchecked|No such file or directory' "$(json "coalesce(v ->> \
'faults[0].path' || '|' || (v ->> 'faults[0].fault') || '|' || \
(v ->> 'faults[1].path') || '|' || (v ->> 'faults[1].fault') || '|' || \
(v ->> 'faults[2].path'), v ->> 'result' || '|' || \
(v ->> 'faults[0].fault'))")"

# --- the bar: on a terminal, when it takes a moment
if command -v script >/dev/null; then
	mkdir -p bar/data
	truncate -s 600M bar/data/zero
	printf 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n' \
	    >bar/bagit.txt
	echo "c32b38f2cca501a532d9e952c8b7026478bfd8d2abcc3aed24a1939012ba19d7\
e2378a07350d9e55bb914042a87683bb2b42a49d6042340d287da01026a6b9a5  data/zero" >bar/manifest-sha512.txt
	TERM=xterm script -qec "$tokensnap verify --bag bar" typed >/dev/null
	is bar yes "$(grep -q '^.*bar \[[#.]*\] [0-9]*% [0-9]* of 3 files, ' \
	    typed && echo yes)"
	TERM=dumb script -qec "$tokensnap verify --bag bar" typed >/dev/null
	is no-bar-dumb no "$(grep -q '% [0-9]* of' typed || echo no)"
	TERM=xterm script -qec "$tokensnap verify -q --bag bar" typed \
	    >/dev/null
	is no-bar-quiet no "$(grep -q '% [0-9]* of' typed || echo no)"
	"$tokensnap" verify --bag bar >out 2>err
	is no-bar-file no "$(grep -q '% [0-9]* of' err || echo no)"
fi
