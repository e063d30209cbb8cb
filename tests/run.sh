#!/bin/sh
# run.sh unit|asan|page|cmd|fault|fuzz|browser|all [BEGIN]: run tests, count, go
# on after a failure.  Of unit, asan, page, cmd and fault with BEGIN those only
# whose names begin so.
# BLESS=1 shows how a page test differs and takes it over as expected.
set -u
unset SOURCE_DATE_EPOCH TZ
LC_ALL=C
export LC_ALL
umask 022
cd "$(dirname "$0")/.." || exit 1
top=$(pwd)
work=$(mktemp -d) || exit 1
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
passed=0
failed=0

ORACLE_SEEN=$work/seen
export ORACLE_SEEN
pages_judged=0
begin=${2:-}

good() { passed=$((passed + 1)); }
bad() { failed=$((failed + 1)); echo "FAILED: $1"; }

# Test programs: each prints what failed; its output is shown only then.
programs() {
	for program in "$1"/"$begin"*_test; do
		if "$program" >"$work/out" 2>&1; then
			good
		else
			cat "$work/out"
			bad "$program"
		fi
	done
}

# What a page test compares: the pages and texts, without what depends on the
# sqlite3 that made the export (its digest, the name of the series made of it)
# and on the machine (the program's section of the provenance).
collect() {
	hash=$(sed -n 's/^Tokensnap-Export-SHA256: //p' "$1/bag-info.txt")
	(cd "$1" && find . -type f \( -name '*.html' -o -name '*.sql' \)) |
	while read -r file; do
		mkdir -p "$2/$(dirname "$file")"
		sed -e "s/$hash/(SHA-256 of the export)/g" \
		    -e 's/tokensnap-[0-9a-f]\{16\}/(series)/' \
		    -e '/^<section aria-labelledby="program">/,/<\/section>/d' \
		    -e '/Last written by SQLite/{n;s/[0-9.]\{5,\}/(version)/;}' \
		    "$1/$file" >"$2/$file"
	done
}

pages() {
	for dir in tests/page/"$begin"*/; do
		name=$(basename "$dir")
		out=$work/page-$name
		mkdir -p "$out/got"
		sqlite3 -bail "$out/export.db" <"$dir/export.sql" || {
			bad "page/$name: export.sql"
			continue
		}
		touch -d 2026-11-23T12:00:00Z "$out/export.db"
		# shellcheck disable=SC2046
		if ! build/tokensnap build -q -o "$out/archive" --no-sync \
		    --as-of 2026-11-23T15:43:00Z --timezone Europe/Berlin \
		    $(cat "$dir/options" 2>/dev/null) "$out/export.db" \
		    >"$out/log" 2>&1; then
			cat "$out/log"
			bad "page/$name: build"
			continue
		fi
		judge "page/$name" "$out"
		collect "$out/archive/2026-11-23T154300Z" "$out/got"
		if diff -r "$dir/expected" "$out/got" >"$out/diff" 2>&1; then
			good
		elif [ -n "${BLESS:-}" ]; then
			cut -c1-200 "$out/diff" | head -100
			rm -rf "$dir/expected"
			cp -r "$out/got" "$dir/expected"
			echo "blessed: page/$name"
		else
			cut -c1-400 "$out/diff" | head -40
			bad "page/$name: differs (BLESS=1 takes it over)"
		fi
	done
}

# A script that prints "ok NAME" and "not ok NAME" lines: count them.
script() { counted sh "$@"; }
counted() {
	TOP=$top WORK=$work/cmd "$@" >"$work/out" 2>&1
	status=$?
	passed=$((passed + $(grep -c '^ok ' "$work/out")))
	n=$(grep -c '^not ok ' "$work/out")
	failed=$((failed + n))
	if [ $status -ne 0 ] || [ "$n" -gt 0 ]; then
		grep -v '^ok ' "$work/out"
	fi
	if [ $status -ne 0 ] && [ "$n" -eq 0 ]; then
		bad "$2: exit $status"
	fi
}

# judge NAME FOLDER: every page of every snapshot there, by the oracle.
judge() {
	if build/oracle "$2" >"$work/judged"; then
		good
	else
		sed "s,$work/,,g" "$work/judged" | head -40
		bad "$1: the oracle"
	fi
	n=$(sed -n '$s/ pages,.*//p' "$work/judged")
	pages_judged=$((pages_judged + ${n:-0}))
}

# See tests/cmd/lib.sh.
commands() {
	for file in tests/cmd/[0-9]*.sh; do
		case ${file##*/} in "$begin"*) ;; *) continue ;; esac
		mkdir -p "$work/cmd"
		script "$file"
		judge "$file" "$work/cmd"
		chmod -R u+w "$work/cmd"
		rm -rf "$work/cmd"
	done
}

# What is left when a call fails, a program is killed, power is lost.
fault() {
	for try in "run.py build/tokensnap build/shim.so" \
	    "reads.py build/tokensnap build/shim.so" \
	    "powerloss.py build/tokensnap build/shim.so" \
	    "kills.py build/tokensnap build/sample.db"; do
		case $try in "$begin"*) ;; *) continue ;; esac
		# shellcheck disable=SC2086
		counted python3 tests/fault/$try
		grep '^fault: ' "$work/out"
	done
	case full.sh in "$begin"*) ;; *) return ;; esac
	counted sh tests/fault/full.sh build/tokensnap build/sample.db
	grep '^fault: ' "$work/out"
}

browser() {
	script tests/browser/run.sh build/tokensnap build/browser-pages
	judge browser build/browser-pages
}

# Seeds and finds of the fuzzers, once through each.
fuzz() {
	# shellcheck disable=SC2046
	script tests/fuzz/run.sh once 0 $(make -s print-fuzz)
}

make -s build/oracle || exit 1
case ${1:-all} in
unit) programs build/unit ;;
asan) programs build/asan/unit ;;
page) pages ;;
cmd) commands ;;
fault) fault ;;
browser) browser ;;
fuzz) fuzz ;;
all)
	programs build/unit
	programs build/asan/unit
	pages
	commands
	fault
	fuzz
	browser
	;;
*) echo "run.sh: what is $1?" >&2; exit 2 ;;
esac
[ "$pages_judged" -eq 0 ] || echo "$pages_judged pages judged by the oracle"
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
