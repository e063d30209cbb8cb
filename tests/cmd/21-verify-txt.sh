# VERIFY.txt: its commands, with nothing but what it names in the PATH, print
# what it says of an untouched snapshot, and something else of any other.
. "$TOP/tests/cmd/lib.sh"

base=$WORK
link_tools

# A signer, a stranger and an authority for time stamps.
pair() {
	pair=$1
	shift
	openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes \
	    -keyout "$pair.key" -out "$pair.pem" -days 30 -subj "/CN=Job" \
	    "$@" 2>/dev/null
	chmod 600 "$pair.key"
}
pair job
pair stranger -subj '/CN=Stranger'
pair tsa -addext extendedKeyUsage=critical,timeStamping \
    -addext basicConstraints=critical,CA:FALSE
cat >tsa.cnf <<'EOT'
[tsa]
default_tsa = here
[here]
serial = tsa.serial
signer_cert = tsa.pem
signer_key = tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
ess_cert_id_alg = sha256
EOT
# receipt FILE NAME: of an archive made in this folder.
receipt() {
	mkdir -p receipts
	openssl ts -query -data "$1" -sha256 -cert -out query.tsq 2>/dev/null
	openssl ts -reply -config tsa.cnf -queryfile query.tsq \
	    -out "receipts/$2.tsr" 2>/dev/null
}

# steps FILE: its commands as the script "steps", which puts what each prints
# into got/N; what they are to print is wanted/N.  The script "until" is the
# same, but ends with the first command that prints something else.
steps() {
	rm -rf "$base/wanted"
	mkdir "$base/wanted"
	awk -v base="$base" '
	/^    \$ / {
		n++
		out = base "/wanted/" n
		printf "" >out
		printf "{ %s\n} >%s/got/%d 2>&1\n", substr($0, 7), base, n
		next
	}
	out != "" && /^    / { print substr($0, 5) >out; next }
	{ out = "" }' "$1" >"$base/steps"
	sed "s,^} >\(.*\)/got/\([0-9]*\) 2>&1\$,&; $(command -v cmp) -s \
\1/wanted/\2 \1/got/\2 || exit 9," "$base/steps" >"$base/until"
}
# check FOLDER: the numbers of the commands that print something else.
check() {
	rm -rf "$base/got"
	mkdir "$base/got"
	(cd "$1" && env -i PATH="$base/bin" HEAD="$head" \
	    TRUST="$base/job.pem" TSA="$base/tsa.pem" sh "$base/steps")
	(cd "$base" && diff -rq wanted got) | sed 's,.*/\([0-9]*\) differ$,\1,' |
	    xargs
}
# seen FOLDER: whether a command prints something else.
seen() {
	(cd "$1" && env -i PATH="$base/bin" HEAD="$head" \
	    TRUST="$base/job.pem" TSA="$base/tsa.pem" sh "$base/until")
	[ $? = 9 ]
}
# found NAME: the commands see that $name is not as it was.
found() {
	if seen "$name"; then
		ok "$1"
	else
		not_ok "$1"
	fi
}

make_db small.db <<'SQL'
INSERT INTO tokens VALUES(8, 1, 'two', '2026-01-15', NULL, NULL, 1);
SQL
# make ARCHIVE FILE OPTION...: one snapshot before it and then $name; sets head.
make() {
	archive=$1 file=$2
	shift 2
	"$tokensnap" build -q --no-sync --as-of 2026-11-20 -o "$archive" \
	    "$@" "$file" >/dev/null
	head=$("$tokensnap" build -q --no-sync --as-of $as_of -o "$archive" \
	    "$@" "$file" | sed -n 's/^head sha256:\(.*\) seq 2$/\1/p')
	chmod -R u+w "$archive"
}

# Untouched, in all kinds.
for kind in plain "signed --sign-key job.key --sign-cert job.pem" \
    "sha512 --digest sha512" \
    "both --digest sha512 --sign-key job.key --sign-cert job.pem"; do
	# shellcheck disable=SC2086
	set -- $kind
	label=$1
	shift
	make "$label" small.db "$@"
	file=$label/$name/tagmanifest-sha256.txt
	[ -e "$label/$name/signature.p7s" ] && file=$label/$name/signature.p7s
	receipt "$file" "$name"
	mv receipts "$label/receipts"
	steps "$label/$name/VERIFY.txt"
	is "$label-untouched" "" "$(check "$label/$name")"
	is "$label-commands" "$(ls wanted | wc -l)" "$(ls got | wc -l)"
done
"$tokensnap" build -q --no-sync --as-of 2026-11-20 -o first small.db |
    sed -n 's/^head sha256:\(.*\) seq 1$/\1/p' >headline
is first-says "6. It is the first of its series: no snapshot comes before it." \
    "$(grep '^6' first/2026-11-20T000000Z/VERIFY.txt)"
is says-unsigned "7. This snapshot is not signed." \
    "$(grep '^7' plain/$name/VERIFY.txt)"

# Every file of a signed snapshot with both digests: one bit flipped, cut
# short, gone, replaced by another of its size, one more beside it.
cd both || exit 1
cp -r "$name" ../whole
missed=""
n=0
for path in $(cd "$name" && find . -type f | sort); do
	path=${path#./}
	file=$name/$path
	size=$(stat -c %s "$file")
	for attack in flip truncate delete replace beside; do
		case $attack in
		flip)
			at=$((size / 2))
			byte=$(od -An -tu1 -j$at -N1 "$file")
			printf "\\$(printf %o $((byte ^ 1)))" |
			    dd of="$file" bs=1 seek=$at conv=notrunc \
			    status=none ;;
		truncate) truncate -s -1 "$file" ;;
		delete) rm "$file" ;;
		replace) head -c "$size" /dev/zero >"$file" ;;
		beside) echo >"$(dirname "$file")/beside.html" ;;
		esac
		seen "$name" || missed="$missed $attack:$path"
		n=$((n + 1))
		cp "../whole/$path" "$file"
		rm -f "$(dirname "$file")/beside.html"
	done
done
is every-file "" "$missed"
is every-file-count $((5 * $(find "$name" -type f | wc -l))) $n
is still-good " 1" "$(check "$name") $(seen "$name"; echo $?)"

# attack NAME COMMAND: on the snapshot as it was; the commands must see it.
attack() {
	eval "$2"
	found "$1"
	rm -rf "$name"
	cp -r ../whole "$name"
}
# Make the lists agree with the files again.
relist() {
	(cd "$name" && for k in 256 512; do
		find data -type f | LC_ALL=C sort | xargs sha${k}sum \
		    >manifest-sha$k.txt
	done
	for k in 256 512; do
		find . -maxdepth 1 -type f ! -name 'tag*' ! -name '*.p7s' \
		    -printf '%P\n' | LC_ALL=C sort | xargs sha${k}sum >tags$k
	done
	for k in 256 512; do mv tags$k tagmanifest-sha$k.txt; done)
}
resign() {
	openssl cms -sign -binary -cades -nosmimecap -md sha256 \
	    -signer ../stranger.pem -inkey ../stranger.key \
	    -in "$name/tagmanifest-sha256.txt" -outform PEM \
	    -out "$name/signature.p7s"
}
attack strip 'rm $name/signature.p7s'
attack swap 'cp 2026-11-20T000000Z/signature.p7s $name/signature.p7s'
attack re-sign resign
attack renamed-page 'mv $name/data/index.html $name/data/index.htm'
attack empty-folder 'mkdir $name/data/more'
attack link 'ln -s /etc/passwd $name/data/passwd.html'
attack pipe 'mkfifo $name/pipe'
attack link-for-file 'mv $name/data/about.html .. &&
    ln -s ../../../about.html $name/data/about.html'
attack hidden 'echo >$name/.hidden'
attack folder-beside 'mkdir $name/more && echo >$name/more/index.html'
attack line-feed 'mkdir "$name/data/about.html
data" && echo >"$name/data/about.html
data/index.html"'
attack lists-cut 'sed -i 1d $name/tagmanifest-sha512.txt'
attack unlinked 'rm $name/previous.sha256; relist'
attack before-changed 'echo >>2026-11-20T000000Z/tagmanifest-sha256.txt'
sed -i '$d' 2026-11-20T000000Z/tagmanifest-sha256.txt
attack receipt-of-other 'cp receipts/$name.tsr ../keep.tsr &&
    cp ../plain/receipts/$name.tsr receipts/$name.tsr'
cp ../keep.tsr receipts/$name.tsr

# All made anew is seen by the head alone, and by the signature alone.
is control "" "$(check "$name")"
echo >>"$name/data/index.html"
relist
resign
found re-made
# Then the head that the stranger hands out, and a receipt for the signature.
head=$(sha256sum "$name/tagmanifest-sha256.txt" | cut -d' ' -f1)
cp ../tsa.* .
receipt "$name/signature.p7s" "$name"
# refused NAME: only one command sees it, and it says that of the signature.
refused() {
	seen=$(check "$name")
	is "$1" "1 1" "$(echo "$seen" | wc -w) $(grep -c 'Verification failure' \
	    "$base/got/${seen%% *}")"
}
refused signature-alone
# A certificate that the machine trusts is not one that the reader trusts.
mkdir "$base/store"
cp ../stranger.pem "$base/store/"
openssl rehash "$base/store" 2>/dev/null
sed -i "1s,^,export SSL_CERT_DIR=$base/store\n," "$base/steps"
refused trust-of-the-machine
