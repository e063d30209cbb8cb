# Bags that are valid and ask for trouble.

hide=^$
bag 0.97 md5
rm b/tagmanifest-md5.txt b/bag-info.txt
ends old-weak-bare 0 "warning: bagit.txt: version 0.97 is old; 1.0 is the \
standard
warning: bag-info.txt: is not there, so there is no Payload-Oxum: nothing \
tells how much there should be
warning: md5 is weak: files can be made that share one
warning: has no tag manifest: nothing tells whether its tag files were changed"
unset hide

bag 0.97
printf 'hi\n' >b/data/HELLO.txt
sed -i 's/12\.2/15.3/' b/bag-info.txt
seal
ends different-case 0 "warning: data/hello.txt: differs from data/HELLO.txt \
only in case"
nfc=$(printf 'caf\303\251')
nfd=$(printf 'cafe\314\201')
bag 0.97
echo hi >"b/data/$nfc"
echo ho >"b/data/$nfd"
sed -i 's/12\.2/18.4/' b/bag-info.txt
seal
ends different-normalization 0 "warning: data/$nfc: differs from data/$nfd \
only in Unicode normalisation"
bag 0.97
echo hi >"b/data/$nfd"
echo ho >"b/data/$(printf 'CAF\303\211')"
sed -i 's/12\.2/18.4/' b/bag-info.txt
seal
ends different-both 0 "warning: data/$nfd: differs from \
data/$(printf 'CAF\303\211') only in case and Unicode normalisation"
bag 1.0
echo hi >"b/data/$nfc"
sed -i 's/12\.2/15.3/' b/bag-info.txt
seal
mv "b/data/$nfc" "b/data/$nfd"
ends normalised-by-the-disk 4 "data/$nfd: is in no manifest
data/$nfc: is missing
warning: data/$nfc: differs from data/$nfd only in Unicode normalisation"

bag 0.97 md5
sed -i 's/  / */' b/manifest-md5.txt
reseal md5
ends md5sum-tools 0 "warning: manifest-md5.txt: 2 paths begin with \"*\", as \
md5sum writes them"
bag 0.97
sed -i 's,  data,  ./data,' b/manifest-sha256.txt
reseal
ends relative-path 0 "warning: manifest-sha256.txt: 2 paths begin with \"./\""
bag 0.97
sed -n 1p b/manifest-sha256.txt >>b/manifest-sha256.txt
reseal
ends twice-same-hash 0 "warning: manifest-sha256.txt: names data/hello.txt \
twice"
bag 0.97
mkdir b/data/.Trashes
for file in .DS_Store Thumbs.db .Trashes/x; do
	: >"b/data/$file"
done
sed -i 's/12\.2/12.5/' b/bag-info.txt
seal
ends special-system-files 0 "warning: data/.DS_Store: is what a system leaves \
behind
warning: data/.Trashes/x: is what a system leaves behind
warning: data/Thumbs.db: is what a system leaves behind"
bag 1.0
echo "Bag-Group: x" >>b/bagit.txt
reseal
ends extra-lines-in-bagit 0 "warning: bagit.txt: has 3 lines, not 2"
bag 0.97
printf '# made by hand\n\n' >>b/manifest-sha256.txt
reseal
ends comments 0 "warning: manifest-sha256.txt: 2 lines are empty or comments"
bag 0.97 sha256 md5
sed -i 1d b/manifest-md5.txt
reseal sha256 md5
ends different-sets-before-1.0 0 "warning: 1 files are not in every payload \
manifest"
bag 0.97
printf 'Payload-Oxum: 12.2\n' >>b/bag-info.txt
reseal
ends two-oxums-before-1.0 0 "warning: bag-info.txt: has more than one \
Payload-Oxum"
bag 1.0
mkdir b/extra
echo x >b/extra/note.txt
echo x >b/unlisted.txt
ends unlisted-tag-files 0 "warning: extra/note.txt: is in no tag manifest: \
nothing tells whether it was changed
warning: unlisted.txt: is in no tag manifest: nothing tells whether it was \
changed"
bag 1.0
mkdir b/data/empty
ends empty-folder 0 "warning: data/empty: is an empty folder, which no \
manifest covers"
