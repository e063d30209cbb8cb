#!/bin/sh
# man.sh: look whether the manual pages are well made, then print them as text
# into build/man.  "uninstall DIR" removes them below DIR.
set -eu
cd "$(dirname "$0")/../docs/man"
if [ "${1:-}" = uninstall ]; then
	for page in *; do
		rm -f "$2/man${page##*.}/$page"
	done
	exit 0
fi
sh ../../tests/need.sh man
mandoc -T lint -W warning ./*
out=../../build/man
mkdir -p $out
LC_ALL=C.UTF-8
export LC_ALL
for page in *; do
	mandoc -T utf8 "$page" | sed 's/.\x08//g' >"$out/$page.txt"
	echo "build/man/$page.txt"
done
