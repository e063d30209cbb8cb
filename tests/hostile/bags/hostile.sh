# Bags made to hurt who looks at them.

bag 1.0
ln -s /etc/passwd b/data/link
ends symlink 4 "data/link: is a symbolic link"
bag 1.0
mv b/data/hello.txt out.txt
ln -s ../../out.txt b/data/hello.txt
ends symlink-to-the-same 4 "data/hello.txt: is a symbolic link
bag-info.txt: Payload-Oxum is 12.2, but there are 6 bytes in 1 files"
bag 1.0
mv b/data/more elsewhere
ln -s ../../elsewhere b/data/more
ends symlink-folder 4 "data/more: is a symbolic link
data/more/world.txt: is missing
bag-info.txt: Payload-Oxum is 12.2, but there are 6 bytes in 1 files"
rm -r elsewhere
for file in bagit.txt bag-info.txt; do
	bag 1.0
	mv b/$file away
	ln -s ../away b/$file
	ends "symlink-$file" 4 "$file: is a symbolic link"
done
bag 1.0
mv b/manifest-sha256.txt away
ln -s ../away b/manifest-sha256.txt
ends symlink-manifest 4 "data/hello.txt: is in no manifest
data/more/world.txt: is in no manifest
manifest-sha256.txt: is a symbolic link"
bag 1.0
mkfifo b/data/pipe b/pipe.txt
ends fifo 4 "data/pipe: is neither a file nor a folder
pipe.txt: is neither a file nor a folder
warning: pipe.txt: is in no tag manifest: nothing tells whether it was changed"
for file in bagit.txt bag-info.txt manifest-sha256.txt fetch.txt; do
	bag 1.0
	rm -f b/$file
	mkfifo b/$file
	timeout 10 "$tokensnap" verify --bag b >out 2>err
	is "fifo-$file" "4 1" "$? $(grep -c \
	    "^tokensnap: b: $file: is neither" err)"
done
if mknod null c 1 3 2>/dev/null; then
	rm null
	bag 1.0
	mknod b/data/zero c 1 5
	ends device 4 "data/zero: is neither a file nor a folder"
else
	ok device-needs-root
fi
bag 1.0
rm b/manifest-sha256.txt
mkdir b/manifest-sha256.txt
timeout 10 "$tokensnap" verify --bag b >out 2>err
is folder-as-manifest "4 1" "$? $(grep -c \
    "manifest-sha256.txt: is a folder, and listed as a file" err)"

# Sizes: a line of ten million bytes, a million lines, a sparse file.
bag 1.0
head -c 10000000 /dev/zero | tr '\0' a >>b/manifest-sha256.txt
reseal
ends huge-line 4 "manifest-sha256.txt: line 3 is too long"
bag 1.0
awk 'BEGIN { for (i = 0; i < 300; i++) print "bad " i }' \
    >>b/manifest-sha256.txt
reseal
ends many-bad-lines 4 "$(awk 'BEGIN { for (i = 3; i < 103; i++)
    print "manifest-sha256.txt: line " i " does not start with a digest of \
this kind" }')
manifest-sha256.txt: 200 more lines cannot be used"
bag 1.0
hex=$(digest sha256 b/bagit.txt)
awk -v hex="$hex" 'BEGIN { for (i = 0; i < 200000; i++)
    printf "%s  data/%06d\n", hex, i }' >>b/manifest-sha256.txt
reseal
/usr/bin/env time -f '%M' -o memory "$tokensnap" verify --bag b >out 2>err
is many-lines "4 200000" "$? $(grep -c ': is missing$' err)"
is many-lines-memory yes "$([ "$(tail -n 1 memory)" -lt 64000 ] && echo yes ||
    tail -n 1 memory)"
bag 1.0
truncate -s 100G b/data/hello.txt
timeout 20 "$tokensnap" verify --bag b >out 2>err
is sparse "4 1" "$? $(grep -c \
    '^tokensnap: b: data/hello.txt: is larger than all of it should be$' err)"
bag 1.0
printf 'A:\0b\n' >>b/bag-info.txt
printf '%s  data/x\0y\n' "$hex" >>b/manifest-sha256.txt
printf 'x\0\n' >>b/bagit.txt
reseal
ends nul-bytes 4 "bagit.txt: holds a NUL byte
bag-info.txt: line 3 holds a NUL byte
manifest-sha256.txt: line 3 holds a NUL byte"
bag 1.0
head -c 5000 /dev/zero | tr '\0' '\n' >>b/bagit.txt
reseal
ends long-bagit 4 "bagit.txt: is too long"
bag 1.0
head -c 100000 /dev/zero | tr '\0' x >>b/bag-info.txt
reseal
ends long-info-line 4 "bag-info.txt: line 3 is too long"
bag 1.0
path=b/data
for i in $(seq 70); do
	path=$path/d
done
mkdir -p $path
"$tokensnap" verify --bag b >out 2>err
is deep-folders "4 1" "$? $(grep -c ': is too deep to look into$' err)"

# Names that would drive a terminal or a reader.
bag 1.0
: >"b/data/$(printf 'x\033]0;title\007\033[31mred\342\200\256gpj.exe')"
ends names-for-terminals 4 "data/x[U+001B]]0;title[U+0007][U+001B][31mred\
[U+202E]gpj.exe: is in no manifest
bag-info.txt: Payload-Oxum is 12.2, but there are 12 bytes in 3 files"
bag 1.0
: >"b/data/$(printf 'bad\377utf')"
ends not-utf-8 4 "data/bad$(printf '\357\277\275')utf: is in no manifest
bag-info.txt: Payload-Oxum is 12.2, but there are 12 bytes in 3 files"
bag 1.0
chmod 4777 b/data/hello.txt
ends modes-of-any-bag 0 ""
bag 1.0
before=$(find b -printf '%p %T@ %m %s\n' | sort)
"$tokensnap" verify --bag b >/dev/null
is nothing-is-written "$before" "$(find b -printf '%p %T@ %m %s\n' | sort)"
chmod -R a-w b
"$tokensnap" verify --bag -q b 2>err
is read-only "0 " "$? $(cat err)"
chmod -R u+w b
gives no-bag 1 "" "tokensnap: plain: is not a bag: it has no bagit.txt" \
    sh -c "mkdir plain && '$tokensnap' verify --bag plain"
