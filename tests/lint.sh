#!/bin/sh
# lint.sh: the limits of the house, warnings of both compilers, the layers.
# Prints one line for each fault; exit 1 when there is any.
set -u
LC_ALL=C
export LC_ALL
cd "$(dirname "$0")/.." || exit 1
faults=$(mktemp) || exit 1
trap 'rm -f "$faults"' EXIT

# Files of up to 500 lines, lines of up to 80 columns (tabs of 8), no blanks
# at the end of a line.
for file in src/*.[ch] tests/unit/*.[ch]; do
	[ -f "$file" ] || continue
	expand "$file" | awk -v file="$file" '
	    length($0) > 80 { print file ":" NR ": longer than 80 columns" }
	    /[ \t]$/ { print file ":" NR ": blank at the end" }
	    END { if (NR > 500) print file ": " NR " lines, 500 allowed" }'
done >>"$faults"

# Functions of up to 60 lines (100 when a switch over kinds) and 6 parameters.
ctags -x --_xformat='%N %n %e %F %S' --kinds-c=f --fields=+neS \
    src/*.c tests/unit/*.c 2>/dev/null |
    while read -r name first last file signature; do
	lines=$((last - first + 1))
	allowed=60
	sed -n "${first},${last}p" "$file" | grep -q '	switch (' &&
	    allowed=100
	[ $lines -le $allowed ] ||
	    echo "$file:$first: $name: $lines lines, $allowed allowed"
	commas=$(printf %s "$signature" | sed 's/([^()]*([^()]*)[^()]*)//g' |
	    tr -cd , | wc -c)
	[ "$commas" -le 5 ] ||
	    echo "$file:$first: $name: more than 6 parameters"
done >>"$faults"

# No variable of a file may change: static or extern data is const.
grep -nE '^(static|extern) [^(]*(;|=)' src/*.c | grep -vE 'const|__thread' \
    >>"$faults"

# Each .c has a header of its own, except the program.
for file in src/*.c; do
	[ "$file" = src/main.c ] && continue
	case $(basename "$file" .c) in
	cmd_*) header=cmd ;;
	*) header=$(basename "$file" .c) ;;
	esac
	grep -q "^#include \"$header.h\"" "$file" || [ ! -f "src/$header.h" ] ||
	    echo "$file: does not include $header.h"
done >>"$faults"

sh tests/layers.sh >>"$faults"

flags=$(make -s print-flags | tr -d "'")
for compiler in gcc clang; do
	command -v $compiler >/dev/null || continue
	for file in src/*.c tests/unit/*.c; do
		[ -f "$file" ] || continue
		echo "$file"
	done | xargs -P 2 -n 8 $compiler $flags -Isrc -Itests/unit -Werror \
	    -fsyntax-only 2>>"$faults" || true
done

cat "$faults"
[ ! -s "$faults" ]
