# Tampering, cases 102 to 113 of docs/threats.md: every file of a signed
# snapshot in every way, and what other scripts do not try.
. "$TOP/tests/cmd/lib.sh"

pair() {
	openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes \
	    -keyout "$1.key" -out "$1.pem" -days 30 -subj "/CN=$2" 2>/dev/null
	chmod 600 "$1.key"
}
pair job Job
pair stranger Job
make_db e.db </dev/null
build_in() { # ARCHIVE DAY [OPTION...]
	into=$1 day=$2
	shift 2
	"$tokensnap" build -q --no-sync --timezone UTC -o "$into" \
	    --as-of "2026-11-${day}T15:43:00Z" --digest sha512 \
	    --sign-key job.key --sign-cert job.pem "$@" e.db | tail -n 1
}
build_in archive 22 >/dev/null
head=$(build_in archive 23)
cp -r archive/$name s
chmod -R u+w s
verify() { "$tokensnap" verify -q --no-modes --trust job.pem "$@"; }
is "case 102: as it was" "0 " "$(verify s 2>&1; echo "$? ")"

# --- every file: one bit, cut short, gone, another one, one beside
# named FILE: exit 4, and a line that begins with it.
named() {
	verify s >out 2>err </dev/null
	status=$?
	[ $status = 4 ] && grep -qF "tokensnap: s: $1: " err ||
	    echo "$2 $1: exit $status"
}
flip() { # FILE BYTE BIT
	byte=$(od -An -tu1 -j"$2" -N1 "$1")
	# shellcheck disable=SC2059
	printf "\\$(printf %o $((byte ^ (1 << $3))))" |
	    dd of="$1" bs=1 seek="$2" conv=notrunc status=none
}
(cd s && find . -type f | sed 's,^\./,,' | sort) >files
bit=0
while read -r file; do
	cp "s/$file" kept
	size=$(stat -c %s kept)
	flip "s/$file" $((size / 2)) $((bit % 8))
	named "$file" flip
	cp kept "s/$file"
	truncate -s $((size / 2)) "s/$file"
	named "$file" truncate
	rm "s/$file"
	named "$file" delete
	head -c "$size" /dev/zero >"s/$file"
	named "$file" replace
	cp kept "s/$file"
	cp kept "s/$(dirname "$file")/beside-$bit"
	named "$(dirname "$file" | sed 's,^\.$,,; s,..*,&/,')beside-$bit" beside
	rm "s/$(dirname "$file")/beside-$bit"
	bit=$((bit + 1))
done <files >missed
is "case 102: every file in five ways: not named" "" "$(cat missed)"
is "case 102: how many files" yes "$([ $bit -gt 40 ] && echo yes)"
is "case 102: as it was again" "0 " "$(verify s 2>&1; echo "$? ")"

# gone NAME MESSAGES COMMAND: on s, which is made anew afterwards.
damaged() {
	(cd s && eval "$3")
	n=$(echo "$2" | wc -l)
	[ "$n" = 1 ] && faults="1 fault" || faults="$n faults"
	gives "$1" 4 "" "$(echo "$2" | sed 's/^/tokensnap: s: /')
tokensnap: s: $faults" verify s
	rm -rf s
	cp -r archive/$name s
	chmod -R u+w s
}
if mknod zero c 1 5 2>/dev/null; then
	damaged "case 103: a device" \
	    "data/zero: is neither a file nor a folder" "mv ../zero data"
fi
damaged "case 103: a name with a line feed" "data/a[U+000A]b: is in no manifest
bag-info.txt: Payload-Oxum is $(sed -n 's/^Payload-Oxum: //p' s/bag-info.txt), but there are $(find s/data -type f -exec cat {} + | wc -c) bytes in $(($(find s/data -type f | wc -l) + 1)) files" \
    ': >"data/a
b"'
# Lists that are not ours; the lists above them made anew.
list=manifest-sha256.txt
# listed NAME MESSAGE COMMAND
listed() {
	rm -rf u
	cp -r archive/$name u
	chmod -R u+w u
	(cd u && rm signature.p7s && eval "$3" && for k in 256 512; do
		sed 's/^[^ ]*  //' tagmanifest-sha$k.txt | xargs sha${k}sum >new
		mv new tagmanifest-sha$k.txt
	done)
	"$tokensnap" verify -q --no-modes u >out 2>err </dev/null
	is "$1" "4 1" "$? $(grep -cF "tokensnap: u: $2" err)"
}
listed "case 104: a line twice" "$list: names data/about.html twice" \
    "sed -i '/about.html/p' $list"
listed "case 104: not sorted" "$list: line 2 is not in the order of the paths" \
    "sed -i '1{h;d};2{G}' $list"
listed "case 104: capitals" \
    "$list: line 1 has a digest that is not in lower case" \
    "sed -i '1s/^[0-9a-f]*/\\U&/' $list"
listed "case 104: one blank" \
    "$list: line 1 has no two blanks after the digest" "sed -i '1s/  / /' $list"
listed "case 104: an asterisk" \
    "$list: line 1 has no two blanks after the digest" "sed -i '1s/  / */' $list"
listed "case 104: ./" "$list: line 1 names a path that begins with \"./\"" \
    "sed -i '1s,data/,./data/,' $list"
listed "case 104: CR LF" "$list: line 1 names a path that no snapshot has" \
    "sed -i 's/\$/\\r/' $list"
listed "case 104: a byte order mark" \
    "$list: line 1 does not start with a digest of this kind" \
    "sed -i '1s/^/\\xef\\xbb\\xbf/' $list"
listed "case 104: a comment" \
    "$list: line 1 does not start with a digest of this kind" \
    "sed -i '1i# made by hand' $list"
listed "case 104: the last line is cut" "$list: line" \
    "truncate -s -1 $list"
for path in ../data/x /etc/passwd '~/x' data//x; do
	listed "case 104: $path" "$list: line 1 names a" \
	    "sed -i '1s,data/.*,$path,' $list"
done
listed "case 104: a NUL" "$list: line 1" \
    "sed -i '1s/about/ab\\x00ut/' $list"
listed "case 104: a line of ten megabytes" "$list: line" \
    "head -c 10000000 /dev/zero | tr '\\0' a >>$list"
listed "case 104: ten thousand lines too many" "bag-info.txt: Payload-Oxum" \
    "rm data/about.html; awk 'BEGIN { for (i = 0; i < 10000; i++)
    printf \"%064d  data/zz%07d\\n\", 0, i }' >>$list"
is "case 104: an unknown algorithm" "4 1" "$(echo >s/manifest-crc32.txt
    verify s >out 2>err; echo "$?") $(grep -c 'manifest-crc32.txt: ' err)"
rm s/manifest-crc32.txt
oxum=$(sed -n 's/^Payload-Oxum: //p' s/bag-info.txt)
for other in 1.1 "${oxum%.*}.1" 99999999999999999999.1 1 x; do
	listed "case 105: Payload-Oxum is $other" "bag-info.txt: Payload-Oxum is" \
	    "sed -i 's/^Payload-Oxum: .*/Payload-Oxum: $other/' bag-info.txt"
done
listed "case 105: two of them" "bag-info.txt: has more than one Payload-Oxum" \
    "sed -i '/^Payload-Oxum/p' bag-info.txt"

# --- signatures
p7=signature.p7s
damaged "case 106: removed" "$p7: is missing, but bag-info.txt names a signer" \
    "rm $p7"
damaged "case 106: of another snapshot" \
    "$p7: is over another tagmanifest-sha256.txt than this one" \
    "cp ../archive/2026-11-22T154300Z/$p7 ."
resign="openssl cms -sign -binary -cades -nosmimecap -md sha256 -signer \
    ../stranger.pem -inkey ../stranger.key -in tagmanifest-sha256.txt \
    -outform PEM -out $p7"
damaged "case 107: by another Job" "$p7: is by CN=Job, not by whom bag-info.txt names
$p7: is by CN=Job, who is not trusted: self-signed certificate" "$resign"
cp -r archive forged
chmod -R u+w forged
other=$(openssl x509 -in stranger.pem -outform DER | sha256sum | cut -c1-64)
# All of the series by a stranger of the same name, in good order.
for day in 22 23; do
	(cd "forged/2026-11-${day}T154300Z" || exit 1
	sed -i "s/^Tokensnap-Signer-SHA256: .*/Tokensnap-Signer-SHA256: $other/" \
	    bag-info.txt
	[ $day = 22 ] || sha256sum ../2026-11-22T154300Z/tagmanifest-sha256.txt \
	    >previous.sha256
	for k in 256 512; do
		sed 's/^[^ ]*  //' tagmanifest-sha$k.txt | xargs sha${k}sum >new
		mv new tagmanifest-sha$k.txt
	done
	openssl cms -sign -binary -cades -nosmimecap -md sha256 -signer \
	    ../../stranger.pem -inkey ../../stranger.key -in \
	    tagmanifest-sha256.txt -outform PEM -out $p7)
done
(cd forged && for d in 2026*; do sha256sum "$d/tagmanifest-sha256.txt"; done \
    >CHAIN.sha256)
is "case 110: a series by a stranger, nobody asked for" 0 \
    "$("$tokensnap" verify -q --no-modes forged >/dev/null 2>&1; echo $?)"
is "case 110: a series by a stranger, with --trust" "4 2" "$(verify forged \
    >out 2>err; echo $?) $(grep -c 'who is not trusted' err)"
is "case 110: a series by a stranger, with the head" 4 "$("$tokensnap" verify \
    -q --no-modes --expect-head "$head" forged >/dev/null 2>&1; echo $?)"

# --- the archive
is "case 111: the end is there" 0 "$("$tokensnap" verify -q --expect-head \
    "$head" archive >/dev/null 2>&1; echo $?)"
cp -a archive cut
chmod -R u+w cut/$name cut/index.html
rm -r cut/$name cut/index.html
is "case 111: the end is cut off, and nobody knows" 0 \
    "$("$tokensnap" verify -q --trust job.pem cut >/dev/null 2>&1; echo $?)"
is "case 111: the end is cut off, with the head" 4 \
    "$("$tokensnap" verify -q --expect-head "$head" cut >/dev/null 2>&1
    echo $?)"
chmod -R 0777 s
is "case 112: modes of a memory stick" "4 0" "$("$tokensnap" verify -q s \
    >/dev/null 2>&1; echo $?) $(verify s >/dev/null 2>&1; echo $?)"
chmod -R u=rwX,go= s
mkdir stick
cat >mounted.sh <<'M'
mount -t tmpfs -o size=16m tmpfs stick && cp -r s stick/ &&
    mount -o remount,ro stick || exit 77
exec "$@"
M
if unshare -rm sh mounted.sh true 2>/dev/null; then
	is "case 112: mounted for reading" "0 " "$(unshare -rm sh mounted.sh \
	    "$tokensnap" verify -q --no-modes --trust job.pem stick/s 2>&1
	    echo "$? ")"
fi
content() {
	find "$1" -printf '%p %y %m %s %T@ %C@ %i %l\n' | sort
}
before=$(content archive)
"$tokensnap" verify -q archive >/dev/null
is "case 113: verify writes nothing" "$before" "$(content archive)"
mv s/data/about.html about.html
ln -s ../../about.html s/data/about.html
is "case 113: no link is followed" "4 1" "$(verify s >out 2>err; echo $?) $(
    grep -c '^tokensnap: s: data/about.html: is a symbolic link$' err)"
rm s/data/about.html
mv about.html s/data/about.html
truncate -s 100G s/data/index.html
is "case 113: a hundred gigabytes, by its size" "4 1" "$(timeout 5 "$tokensnap" \
    verify --no-modes s >out 2>err; echo $?) $(grep -c \
    '^tokensnap: s: data/index.html: is larger than all of it should be$' err)"
rm s/data/index.html
