# Bags that are not valid.

bag 0.97
sed -i '/Encoding/d' b/bagit.txt
reseal
ends missing-encoding 4 "bagit.txt: line 2 names no Tag-File-Character-Encoding"
bag 0.97
printf '\357\273\277' | cat - b/bagit.txt >new
mv new b/bagit.txt
reseal
ends bom-in-bagit 4 "bagit.txt: begins with a byte order mark"
bag 0.97
echo HELLO >b/data/hello.txt
ends corrupt-data-file 4 \
    "data/hello.txt: content differs from manifest-sha256.txt"
bag 0.97
echo 'A: b' >>b/bag-info.txt
ends corrupt-tag-file 4 \
    "bag-info.txt: content differs from tagmanifest-sha256.txt"
bag 0.97
echo x >b/data/extra
ends extra-file 4 "data/extra: is in no manifest
bag-info.txt: Payload-Oxum is 12.2, but there are 14 bytes in 3 files"
for version in .97 1 1.x 1..0 one -1.0; do
	bag "$version"
	ends "version$version" 4 \
	    "bagit.txt: its version is not a number of the form 1.0"
done
bag 2.0
ends version-unknown 1 "bagit.txt: BagIt 2.0 is not known; 0.93 to 1.0 are"
bag 0.97
rm b/bag-info.txt
ends missing-baginfo 4 "bag-info.txt: is missing"
bag 0.97
rm b/bagit.txt
reseal
ends missing-bagit 4 "bagit.txt: is missing"
bag 1.0
rm b/manifest-sha256.txt
reseal
ends no-manifest 4 "has no payload manifest
data/hello.txt: is in no manifest
data/more/world.txt: is in no manifest"
bag 1.0
rm -r b/data
echo x >b/data
ends data-is-a-file 4 "data: is not a folder
data/hello.txt: is missing
data/more/world.txt: is missing
bag-info.txt: Payload-Oxum is 12.2, but there are 0 bytes in 0 files
warning: data: is in no tag manifest: nothing tells whether it was changed"
bag 1.0
rm -r b/data
ends no-data 4 "data: is missing
data/hello.txt: is missing
data/more/world.txt: is missing
bag-info.txt: Payload-Oxum is 12.2, but there are 0 bytes in 0 files"

hex=$(digest sha256 b/bagit.txt)
secret=$WORK/secret
echo secret >"$secret"
# outside NAME PATH REASON: a manifest, and fetch.txt, that name it.
outside() {
	bag 0.97
	printf '%s  %s\n' "$hex" "$2" >>b/manifest-sha256.txt
	reseal
	ends "$1" 4 "manifest-sha256.txt: line 3 $3"
	bag 0.97
	printf 'http://example.org/ 6 %s\n' "$2" >b/fetch.txt
	reseal
	ends "$1-fetch" 4 "fetch.txt: line 1 $3"
}
outside dot-notation data/../../secret "names a path that leaves the bag"
outside dot-notation-first ../data/x "names a path that leaves the bag"
outside dot-slash-dot ./../secret "names a path that leaves the bag"
outside absolute "$secret" "names an absolute path"
outside tilde '~/.profile' "names a path in a home folder"
outside tilde-user '~root/.profile' "names a path in a home folder"
outside folder data/more/ "names a folder"
outside double-slash data//hello.txt "names a path with an empty part"
outside dot-part data/./hello.txt "names a path with an empty part"
# On this system these are names of files, which are not there.
for path in 'data/C:\boot.ini' 'data/%HomeDrive%\x' 'data/\\server\x'; do
	bag 0.97
	printf '%s  %s\n' "$hex" "$path" >>b/manifest-sha256.txt
	reseal
	ends "windows-$path" 4 "$path: is missing"
done
for path in 'C:\boot.ini' '%HomeDrive%\x' '\\server\x' x; do
	bag 0.97
	printf '%s  %s\n' "$hex" "$path" >>b/manifest-sha256.txt
	reseal
	ends "elsewhere-$path" 4 "manifest-sha256.txt: line 3 names a path \
that belongs into the other manifest"
done
bag 0.97
printf '%s  data/hello.txt\n' "$hex" >>b/manifest-sha256.txt
reseal
ends twice-different-hashes 4 "manifest-sha256.txt: names data/hello.txt \
twice, with different digests"
bag 1.0
sed -n 1p b/manifest-sha256.txt >>b/manifest-sha256.txt
reseal
ends twice-same-hash-1.0 4 "manifest-sha256.txt: names data/hello.txt twice"
bag 1.0
printf '%s  data/hello.txt\n' "$hex" >>b/manifest-sha256.txt
reseal
ends twice-different-hashes-1.0 4 "manifest-sha256.txt: names data/hello.txt \
twice, with different digests"
bag 1.0
sed -i 's/:/ :/' b/bagit.txt
reseal
ends blanks-in-bagit-1.0 4 \
    "bagit.txt: has blanks that BagIt 1.0 does not allow"
bag 1.0 sha256 md5
sed -i 1d b/manifest-md5.txt
reseal sha256 md5
ends not-all-manifests-list-all-files 4 \
    "data/hello.txt: is not in manifest-md5.txt"
bag 1.0 sha256 sha512
sed -i /manifest-sha512/d b/tagmanifest-sha256.txt
ends manifest-not-in-one-tagmanifest 4 \
    "manifest-sha512.txt: is not in every tag manifest"
bag 1.0
sed -i /manifest/d b/tagmanifest-sha256.txt
ends manifest-in-no-tagmanifest 4 \
    "manifest-sha256.txt: is not in every tag manifest
warning: manifest-sha256.txt: is in no tag manifest: nothing tells whether it \
was changed"
bag 1.0
printf '%s  data/hello.txt\n%s  tagmanifest-sha256.txt\n' "$hex" "$hex" \
    >>b/tagmanifest-sha256.txt
ends tagmanifest-lists-others 4 "tagmanifest-sha256.txt: line 4 names a path \
that belongs into the other manifest
tagmanifest-sha256.txt: line 5 names a tag manifest"
bag 1.0
printf 'Payload-Oxum: 12.2\n' >>b/bag-info.txt
reseal
ends two-oxums 4 "bag-info.txt: has more than one Payload-Oxum"
for oxum in 12 x.y 12.2.2 -12.2 99999999999999999999.2; do
	bag 1.0
	sed -i "s/12\.2/$oxum/" b/bag-info.txt
	reseal
	ends "oxum$oxum" 4 \
	    "bag-info.txt: Payload-Oxum is not \"bytes.files\""
done
bag 1.0
echo "no label" >>b/bag-info.txt
reseal
ends info-without-label 4 "bag-info.txt: line 3 is not \"Label: value\""
bag 1.0
printf 'http://example.org/x 6 data/x\n' >b/fetch.txt
reseal
ends fetch-not-in-manifest 4 \
    "fetch.txt: line 1 names a path that is in no manifest"
bag 1.0
printf 'http://example.org/x 6 data/hello.txt\n' >b/fetch.txt
reseal
rm b/data/hello.txt
ends fetch-not-fetched 4 "data/hello.txt: is missing
bag-info.txt: Payload-Oxum is 12.2, but there are 6 bytes in 1 files
warning: fetch.txt: 1 of 1 files were not fetched"
bag 1.0
printf 'http://example.org/x data/hello.txt\nhttp://example.org/x 6x data/hello.txt\n\nx\n' \
    >b/fetch.txt
reseal
ends fetch-lines 4 "fetch.txt: line 1 is not \"URL length path\"
fetch.txt: line 2 is not \"URL length path\"
fetch.txt: line 4 is not \"URL length path\""
bag 1.0
seq 103 >b/fetch.txt
printf 'http://example.org/ 6\0data/hello.txt\n' | cat - b/fetch.txt >new
mv new b/fetch.txt
reseal
ends fetch-many 4 "fetch.txt: line 1 holds a NUL byte
$(seq 2 100 | sed 's/.*/fetch.txt: line & is not "URL length path"/')
fetch.txt: 4 more lines cannot be used"
bag 1.0
sed -i 's/UTF-8/US-ASCII/' b/bagit.txt
printf 'http://example.org/ 6 data/\377\n' >b/fetch.txt
reseal
ends fetch-encoding 4 "warning: bagit.txt: tag files are in US-ASCII, not in UTF-8
fetch.txt: is not US-ASCII"
bag 1.0
mv b/manifest-sha256.txt b/manifest-crc32.txt
reseal
ends unknown-digest 4 "manifest-crc32.txt: libcrypto has no digest crc32
data/hello.txt: is in no manifest
data/more/world.txt: is in no manifest"
bag 1.0
cp b/manifest-sha256.txt b/manifest-crc32.txt
reseal
ends one-unknown-digest 1 "manifest-crc32.txt: libcrypto has no digest crc32"
bag 1.0
sed -i 's/UTF-8/EBCDIC-NONE/' b/bagit.txt
reseal
ends unknown-encoding 1 "bagit.txt: encoding EBCDIC-NONE is not known"
bag 0.97
sed -i 's/UTF-8/UTF-16/' b/bagit.txt
printf '\377\376\000\330' >b/bag-info.txt
iconv -f UTF-8 -t UTF-16 b/manifest-sha256.txt >new
mv new b/manifest-sha256.txt
reseal
iconv -f UTF-8 -t UTF-16 b/tagmanifest-sha256.txt >new
mv new b/tagmanifest-sha256.txt
ends not-that-encoding 4 \
    "warning: bagit.txt: tag files are in UTF-16, not in UTF-8
bag-info.txt: is not UTF-16"
