#!/bin/sh
# full.sh TOKENSNAP EXPORT: builds on file systems that are too small, from one
# that holds nothing to one that holds all.  Where nobody may mount, says so.
set -u
tokensnap=$(realpath "$1") export=$(realpath "$2")
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
cat >"$work/try.sh" <<'END'
mount -t tmpfs -o "size=$3k" tmpfs "$4" || exit 77
"$1" build -q -o "$4/archive" --as-of 2026-11-23T15:43:00Z "$2" >/dev/null 2>"$4.err"
status=$?
there=$(find "$4/archive" -maxdepth 1 -name '2*' | wc -l)
left=$(find "$4/archive" -maxdepth 1 -name '.staging*' | wc -l)
if [ $status = 0 ] && "$1" verify -q "$4/archive"/2* >/dev/null; then
	echo whole
elif [ $status = 1 ] && [ "$there$left" = 00 ] &&
    grep -q 'No space left on device\|disk I/O error\|database or disk is full' "$4.err"; then
	echo none
else
	echo "at $3 KiB: exit $status, $there snapshots, $left staging folders: $(cat "$4.err")"
fi
END
mkdir "$work/disk"
whole=0 none=0
for size in 64 128 256 512 768 1024 1536 2048 2560 3072 4096 6144 8192 16384 32768; do
	said=$(unshare -rm sh "$work/try.sh" "$tokensnap" "$export" $size \
	    "$work/disk" 2>"$work/err")
	if [ $? = 77 ] || grep -q unshare "$work/err"; then
		echo "fault: no small file systems, since nobody may mount here"
		exit 0
	fi
	case $said in
	whole) whole=$((whole + 1)) ;;
	none) none=$((none + 1)) ;;
	*) echo "not ok fault/full-disk"; echo "    $said"; exit 1 ;;
	esac
done
[ $whole -gt 0 ] && [ $none -gt 0 ] && echo "ok fault/full-disk" ||
    echo "not ok fault/full-disk"
echo "fault: $none of 15 file systems were too small, and nothing was left on them"
