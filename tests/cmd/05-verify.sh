# verify: a snapshot as published is good; each change is named, exit 4.
. "$TOP/tests/cmd/lib.sh"

"$tokensnap" build -q --no-sync --as-of $as_of --timezone Europe/Berlin \
    -o archive "$sample" >out
head=$(tail -n 1 out)
cp -r "archive/$name" whole
chmod -R u+w whole
files=$(find whole -type f | wc -l)
"$tokensnap" verify --no-modes whole >out 2>err
is good-exit 0 $?
is good-head "$head" "$(tail -n 1 out)"
is good-files "whole: good: $files files" "$(head -n 1 out | cut -d, -f1)"
is good-latest 0 "$("$tokensnap" verify -q archive/latest; echo $?)"

# damaged NAME MESSAGES COMMAND: on a fresh copy called s; exactly these lines.
damaged() {
	rm -rf s
	cp -r whole s
	(cd s && eval "$3")
	n=$(echo "$2" | wc -l)
	[ "$n" = 1 ] && faults="1 fault" || faults="$n faults"
	gives "$1" 4 "" "$(echo "$2" | sed 's/^/tokensnap: s: /')
tokensnap: s: $faults" "$tokensnap" verify --no-modes s
}

page=data/index.html
damaged flip "$page: content differs from manifest-sha256.txt" \
    "printf X | dd of=$page bs=1 seek=700 conv=notrunc status=none"
size=$(stat -c %s whole/data/about.html)
oxum=$(sed -n "s/^Payload-Oxum: //p" whole/bag-info.txt)
bytes=${oxum%.*}
many=${oxum#*.}
damaged missing "data/about.html: is missing
bag-info.txt: Payload-Oxum is $oxum, but there are $((bytes - size)) bytes in $((many - 1)) files" \
    "rm data/about.html"
damaged extra "data/users/zz.html: is in no manifest
bag-info.txt: Payload-Oxum is $oxum, but there are $((bytes + 1)) bytes in $((many + 1)) files" \
    "echo >data/users/zz.html"
damaged extra-tag "notes.txt: is in no manifest" "echo >notes.txt"
damaged cover "index.html: content differs from tagmanifest-sha256.txt" \
    "echo >>index.html"
damaged empty-folder "data/users/empty: is an empty folder" \
    "mkdir data/users/empty"
damaged symlink "data/users/zz.html: is a symbolic link" \
    "ln -s ../index.html data/users/zz.html"
damaged fifo "pipe: is neither a file nor a folder" "mkfifo pipe"
damaged stripped "tagmanifest-sha256.txt: is missing
VERIFY.txt: is in no manifest
bag-info.txt: is in no manifest
bagit.txt: is in no manifest
index.html: is in no manifest
manifest-sha256.txt: is in no manifest" "rm tagmanifest-sha256.txt"
damaged manifest-edited "manifest-sha256.txt: line 1 does not start with a digest of this kind
data/about.html: is in no manifest
manifest-sha256.txt: content differs from tagmanifest-sha256.txt" \
    "sed -i '1s/^./x/' manifest-sha256.txt"
damaged traversal "manifest-sha256.txt: line 1 names a path that leaves the bag
data/about.html: is in no manifest
manifest-sha256.txt: content differs from tagmanifest-sha256.txt" \
    "sed -i '1s,data/,data/../../,' manifest-sha256.txt"
gives nothing 1 "" "tokensnap: none: No such file or directory" \
    "$tokensnap" verify none
mkdir plain
gives no-bag 1 "" \
    "tokensnap: plain: is not a snapshot: it has no bagit.txt" \
    "$tokensnap" verify plain
chmod u+w archive/$name
rm -f archive/$name/VERIFY.txt
gives next-refused 1 "" "tokensnap: archive/$name/VERIFY.txt: No such file or directory
tokensnap: archive/$name: is damaged; nothing is added after it" \
    "$tokensnap" build -q --no-sync --as-of 2026-11-24 -o archive "$sample"
