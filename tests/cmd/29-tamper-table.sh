# The table of tampering in docs/threats.md, row by row: which steps of
# VERIFY.txt, with nothing but its tools in the PATH, print something else, and
# what "tokensnap verify --trust --expect-head" says of the archive.
. "$TOP/tests/cmd/lib.sh"

base=$WORK
link_tools
for who in job stranger; do
	openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes \
	    -keyout $who.key -out $who.pem -days 30 -subj /CN=Job 2>/dev/null
	chmod 600 $who.key
done
make_db e.db </dev/null
before=2026-11-22T154300Z
# made ARCHIVE [OPTION...]: three snapshots; the head of the third.
made() {
	into=$1
	shift
	for day in 21 22 23; do
		"$tokensnap" build -q --no-sync --views list --timezone UTC \
		    --as-of "2026-11-${day}T15:43:00Z" -o "$into" "$@" e.db
	done | sed -n 's/^head sha256:\(.*\) seq 3$/\1/p'
}
head=$(made signed --sign-key job.key --sign-cert job.pem)
head_unsigned=$(made unsigned)
# The index is no evidence, and links what is removed here.
rm -rf signed/index.html unsigned/index.html

# The commands up to step 7 as a script that prints into got/STEP.N, and what
# they are to print in wanted/STEP.N.
steps() { # FOLDER
	rm -rf wanted
	mkdir wanted
	awk -v base="$base" '
	/^[0-9]\. / { step = substr($0, 1, 1) }
	step == 8 { exit }
	/^    \$ / {
		out = base "/wanted/" step + 0 "." ++n
		printf "" >out
		printf "{ %s\n} >%s/got/%d.%d 2>&1\n", substr($0, 7), base,
		    step, n
		next
	}
	out != "" && /^    / { print substr($0, 5) >out; next }
	{ out = "" }' "$1/VERIFY.txt" >steps
}
# seen FOLDER HEAD: the steps that print something else.
seen() {
	rm -rf got
	mkdir got
	[ -d "$1" ] || return
	(cd "$1" && env -i PATH="$base/bin" HEAD="$2" TRUST="$base/job.pem" \
	    sh "$base/steps")
	diff -rq wanted got | sed 's,.*/\([0-9]\)\.[0-9]* differ$,\1,' |
	    sort -u | xargs
}
steps signed/$name
is "untouched: the commands" "" "$(seen signed/$name "$head")"

# row WHAT COMMAND [COMMAND AFTER THE MODES ARE BACK]: a row of the table.  The
# commands run in a copy of the archive; $s is the snapshot.
kind=signed
row() {
	[ ! -e w ] || chmod -R u+w w
	rm -rf w
	cp -a $kind w
	chmod -R u+w w/2026*
	s=$name
	(cd w && eval "$2") >/dev/null 2>&1
	find w/2026* -type f -exec chmod 400 {} +
	find w/2026* -type d -exec chmod 500 {} +
	(cd w && eval "${3:-:}")
	[ $kind = signed ] && h=$head || h=$head_unsigned
	set -- "$1" "$(seen "${at:-w/$name}" "$h")"
	if [ $kind = signed ]; then
		"$tokensnap" verify -q --trust job.pem --expect-head \
		    "sha256:$h" w >out 2>err
	else
		"$tokensnap" verify -q --expect-head "sha256:$h" w >out 2>err
	fi
	case "$? $(cat err)" in
	"0 ") says=silent ;;
	"0 "*) says=warns ;;
	"4 "*) says="names it" ;;
	*) says="odd: $(cat err)" ;;
	esac
	echo "| $1 | ${2:-none} | $says |" >>rows
}
flip() { # FILE
	at_byte=$(($(stat -c %s "$1") / 2))
	byte=$(od -An -tu1 -j$at_byte -N1 "$1")
	# shellcheck disable=SC2059
	printf "\\$(printf %o $((byte ^ 1)))" |
	    dd of="$1" bs=1 seek=$at_byte conv=notrunc status=none
}
replace() { # FILE: by another of its size
	size=$(stat -c %s "$1")
	head -c "$size" /dev/zero >new && mv new "$1"
}
relist() { # the lists agree with the files again
	(cd "$s" && find data -type f | LC_ALL=C sort | xargs sha256sum \
	    >manifest-sha256.txt && find . -maxdepth 1 -type f ! -name 'tag*' \
	    ! -name '*.p7s' -printf '%P\n' | LC_ALL=C sort | xargs sha256sum \
	    >../tags && mv ../tags tagmanifest-sha256.txt)
}
resign() {
	openssl cms -sign -binary -cades -nosmimecap -md sha256 -signer \
	    "$base/stranger.pem" -inkey "$base/stranger.key" -in \
	    "$s/tagmanifest-sha256.txt" -outform PEM -out "$s/signature.p7s"
}
# The same signature, in base64 lines of another length.
rewrap() {
	openssl cms -cmsout -inform PEM -in "$s/signature.p7s" -outform DER \
	    -out der && { echo "-----BEGIN CMS-----"; base64 -w 60 der
	    echo "-----END CMS-----"; } >"$s/signature.p7s"
	rm der
}
# A number that OpenSSL reads past: the version of the structure.
renumber() {
	openssl cms -cmsout -inform PEM -in "$s/signature.p7s" -outform DER \
	    -out der
	python3 -c 'data = open("der", "rb").read()
at = data.index(b"\2\1\1")
open("der", "wb").write(data[:at + 2] + b"\3" + data[at + 3:])'
	openssl cms -cmsout -inform DER -in der -outform PEM \
	    -out "$s/signature.p7s"
	rm der
}
page='$s/data/index.html'
row "a page: one bit flipped" "flip $page"
row "a page: cut short" "truncate -s -1 $page"
row "a page: deleted" "rm $page"
row "a page: replaced by another of its size" "replace $page"
row "a page: another one beside it" "cp $page \$s/data/new.html"
row "a page: replaced by a link to the same bytes" \
    "mv $page kept; ln -s ../../kept $page"
row "an empty folder, a FIFO" 'mkdir $s/data/new; mkfifo $s/pipe'
row "\`bag-info.txt\`, \`VERIFY.txt\`: one bit flipped" \
    'flip $s/bag-info.txt; flip $s/VERIFY.txt'
row "\`bag-info.txt\`, \`VERIFY.txt\`: deleted" \
    'rm $s/bag-info.txt $s/VERIFY.txt'
row "a file beside \`bag-info.txt\`" 'echo >$s/new.txt'
row "\`manifest-sha256.txt\`: a line taken out, and its page too" \
    'sed -i /about.html/d $s/manifest-sha256.txt; rm $s/data/about.html'
row "\`tagmanifest-sha256.txt\`: one bit flipped" 'flip $s/tagmanifest-sha256.txt'
row "\`tagmanifest-sha256.txt\`: deleted" 'rm $s/tagmanifest-sha256.txt'
row "the mode of a page, of a folder" : 'chmod 644 $s/data/index.html
    chmod 755 $s/data'
row "a setuid bit" : 'chmod 4400 $s/data/index.html'
row "a second name (hard link) of a page" : 'ln $s/data/index.html kept'
row "the signature: stripped" 'rm $s/signature.p7s'
row "the signature: one bit flipped" 'flip $s/signature.p7s'
row "the signature: swapped for that of the snapshot before" \
    "cp $before/signature.p7s \$s/"
row "the signature: made by a stranger of the same name" resign
row "the signature: the same, written in another way" rewrap
row "the signature: a version number in it" renumber
row "a page and all lists, the signature left" "flip $page; relist"
row "a page and all lists, signed by a stranger" "flip $page; relist; resign"
row "all of it, without a signature" "flip $page; rm \$s/signature.p7s
    sed -i 's/^Tokensnap-Signer: .*/Tokensnap-Signature: none/
    /^Tokensnap-Signer-SHA256/d' \$s/bag-info.txt; relist"
row "the link to the snapshot before, and all lists" \
    'rm $s/previous.sha256; relist'
at=w/2026-11-23T154301Z
row "the folder renamed" "mv \$s 2026-11-23T154301Z"
at=
row "the snapshot before: a page" "flip $before/data/index.html"
row "the snapshot before: a page and all lists" \
    "flip $before/data/index.html; s=$before; relist"
row "the snapshot before: deleted" "rm -r $before"
row "the first of all: deleted" "rm -r 2026-11-21T154300Z"
at=w/$before
steps signed/$before
row "the newest snapshot: deleted" 'rm -r $s; ln -sfn '"$before"' latest'
at=
steps signed/$name
row "a snapshot of a stranger added behind" \
    "cp -a ../unsigned/\$s 2026-11-24T154300Z"
row "\`CHAIN.sha256\`" 'sed -i 1d CHAIN.sha256'
row "a foreign file in the archive" 'echo >notes.txt'
kind=unsigned
steps unsigned/$name
row "not signed: a page and all lists" "flip $page; relist"
chmod -R u+w w
rm -rf w
# What the document says: label, steps and answer of each row, in its order.
sed -n '/^| what was done | steps |/,/^$/s/^\(| [^|]* | [^|]* | [^|]* |\).*/\1/p' \
    "$TOP/docs/threats.md" | sed 1d >said
is "the table in docs/threats.md" "$(cat rows)" "$(cat said)"
