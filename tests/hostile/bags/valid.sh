# Bags that are valid, some of them odd.

for version in 0.93 0.94 0.95 0.96 0.97 1.0; do
	bag $version md5
	ends "valid-$version" 0 ""
	is "valid-$version-said" "b: good: 6 files, BagIt $version" \
	    "$(sed 's/[0-9]* bytes, //' out)"
done
for pair in sha1 sha224 sha384 sha512 sha512256:sha512-256; do
	bag 1.0 $pair
	hide="$usual|unusual" ends "valid-${pair%%:*}" 0 ""
done
for pair in sha3224:sha3-224 sha3256:sha3-256 sha3512:sha3-512 \
    blake2b512 blake2s256 sm3; do
	bag 1.0 $pair
	ends "valid-${pair%%:*}" 0 "warning: ${pair%%:*} is unusual: others \
may not be able to check it"
done
bag 1.0 md5 sha1 sha256 sha512
ends valid-four 0 ""
bag 1.0
is json '0 {"path":"b","kind":"bag","result":"good","faults":[],"warnings":'\
'[],"version":"1.0","files":6,"bytes":'"$(cat b/*.txt b/data/*.txt \
    b/data/more/* | wc -c)}" "$("$tokensnap" verify --bag --json b >out
    echo "$? $(cat out)")"

bag 1.0
rm b/bag-info.txt
reseal
ends minimal 0 ""
rm b/tagmanifest-sha256.txt
ends minimal-no-tags 0 ""

bag 0.97
rm -r b/data
mkdir b/data
printf 'Payload-Oxum: 0.0\n' >b/bag-info.txt
: >b/manifest-sha256.txt
reseal
ends no-payload-files 0 ""

bag 0.97
mkdir -p b/data/bag/data
cp b/bagit.txt b/data/bag
echo x >b/data/bag/data/x
sed -i 's/12\.2/71.4/' b/bag-info.txt
size=$(find b/data -type f -exec cat {} + | wc -c)
sed -i "s/71\.4/$size.4/" b/bag-info.txt
seal
ends bag-in-a-bag 0 "warning: data/bag/bagit.txt: is a bag in the bag; it is \
not looked at as one"

# Names as in the suite of the Library of Congress: before 1.0 nothing is
# decoded, so that %7E stands for itself.
bag 0.97
sed -i 's/12\.2/24.6/' b/bag-info.txt
for name in '%7Ename' 'a b' ' leading' '100%25'; do
	echo hi >"b/data/$name"
done
seal
ends encoded-names-before-1.0 0 ""
bag 1.0
sed -i 's/12\.2/24.6/' b/bag-info.txt
for name in '100%' 'cr%0D' 'lf%0A' '%2525'; do
	echo hi >"b/data/$name"
done
seal
mv 'b/data/cr%0D' "b/data/cr$cr"
mv 'b/data/lf%0A' "b/data/lf
"
mv 'b/data/%2525' 'b/data/%25'
ends encoded-names-1.0 0 ""
mv "b/data/cr$cr" 'b/data/cr%0D'
ends encoded-means-decoded 4 "data/cr[U+000D]: is missing
data/cr%0D: is in no manifest"
bag 1.0
mv b/data/hello.txt 'b/data/ü — "q" *#~$\é'
seal
ends characters 0 ""

bag 0.97
printf 'Source-Organization: a\nSource-Organization: b\nBag-Count: 1\nBag-Count: 2\nPayload-Oxum: 12.2\n' \
    >b/bag-info.txt
reseal
ends duplicate-metadata 0 ""
bag 0.97
printf 'A : b\nC\t:\td\nE:f\n  folded\n\tagain\nPayload-Oxum\t: 12.2\n' \
    >b/bag-info.txt
reseal
ends uncommon-separators 0 ""
bag 0.97
sed -i 's/:/ : /' b/bagit.txt
reseal
ends blanks-in-bagit-before-1.0 0 ""

bag 0.97
printf 'http://example.org/hello 6 data/hello.txt\nhttp://example.org/w - data/more/world.txt\n' \
    >b/fetch.txt
reseal
ends holey-and-fetched 0 ""

bag 1.0
for file in b/bag-info.txt b/manifest-sha256.txt; do
	sed -i "s/\$/$cr/" $file
done
reseal
ends crlf 0 ""
tr '\n' '\r' <b/manifest-sha256.txt | tr -s '\r' >new
mv new b/manifest-sha256.txt
reseal
ends cr-only 0 ""
bag 1.0
sed -i "s/  data/$tab data/" b/manifest-sha256.txt
reseal
ends tabs 0 ""
bag 1.0
for file in b/*manifest-sha256.txt; do
	sed -i 's/^[0-9a-f]*/\U&/' $file
done
reseal
sed -i 's/^[0-9a-f]*/\U&/' b/tagmanifest-sha256.txt
ends upper-case-digests 0 ""
bag 1.0
printf %s "$(cat b/manifest-sha256.txt)" >new
mv new b/manifest-sha256.txt
reseal
ends no-last-newline 0 ""
bag 1.0
sort -r b/manifest-sha256.txt >new
mv new b/manifest-sha256.txt
reseal
ends not-sorted 0 ""

bag 0.97
sed -i 's/UTF-8/ISO-8859-1/' b/bagit.txt
printf 'Contact-Name: J\374rgen\nPayload-Oxum: 12.2\n' >b/bag-info.txt
mv b/data/hello.txt "b/data/gr$(printf '\303\274')n"
seal
iconv -f UTF-8 -t ISO-8859-1 b/manifest-sha256.txt >new
mv new b/manifest-sha256.txt
reseal
ends iso-8859-1 0 "warning: bagit.txt: tag files are in ISO-8859-1, not in \
UTF-8"
for encoding in UTF-16 UTF-16LE UTF-16BE; do
	bag 0.97
	sed -i "s/UTF-8/$encoding/" b/bagit.txt
	for file in b/bag-info.txt b/manifest-sha256.txt; do
		iconv -f UTF-8 -t $encoding $file >new
		mv new $file
	done
	reseal
	iconv -f UTF-8 -t $encoding b/tagmanifest-sha256.txt >new
	mv new b/tagmanifest-sha256.txt
	ends $encoding 0 "warning: bagit.txt: tag files are in $encoding, not \
in UTF-8"
done
