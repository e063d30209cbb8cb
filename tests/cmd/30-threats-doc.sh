# docs/threats.md: each case stands there once, and what it names is there.
. "$TOP/tests/cmd/lib.sh"
doc=$TOP/docs/threats.md

is cases "$(seq 114 | xargs)" "$(sed -n 's/^| \([0-9][0-9]*\) | .*/\1/p' "$doc" |
    xargs)"
# Each row names tests, or says why there is none.
is tested "" "$(sed -n '/^| [0-9][0-9]* | /p' "$doc" |
    grep -v '`[a-z]*/[^`]*: [^`]*` |$' | grep -v '| no test: .*| none |$')"
# FILE: NAME, as it stands between the marks.
grep '^| [0-9]' "$doc" | grep -o '`[a-z]*/[a-z0-9/_-]*\.[a-z]*: [^`]*`' |
    tr -d '`' | sort -u >named
is many yes "$([ "$(wc -l <named)" -gt 150 ] && echo yes)"
while IFS=: read -r file name; do
	name=${name# }
	path=$TOP/tests/$file
	case $file,$name in
	*,case\ *)
		# The number is all of it: "case 7:", or "bad 7 ...".
		grep -qE "\"$name: |^bad ${name#case } " "$path" ;;
	unit/*) grep -q "^$name(void" "$path" &&
		grep -qE "(_TEST|_unit_test)\($name\)" "$path" ;;
	*) grep -qF -- "$name" "$path" ;;
	esac 2>/dev/null || echo "$file: $name"
done <named >missing
is there "" "$(cat missing)"
# And the other way: every case of the scripts has a row that leads to it.
for file in 24-hostile-export 25-hostile-values 26-hostile-archive \
    27-hostile-faults 28-hostile-verify; do
	sed -n 's/.*"case \([0-9]*\): .*/\1/p; s/^bad \([0-9]*\) .*/\1/p' \
	    "$TOP/tests/cmd/$file.sh" | sort -un | while read -r n; do
		grep -q "^| $n | .*\`cmd/$file.sh: case $n\`" "$doc" ||
		    echo "$file: case $n"
	done
done >unlisted
is listed "" "$(cat unlisted)"
for path in $(grep -o '`\(docs\|tests\)/[A-Za-z0-9/._-]*`' "$doc" |
    tr -d '`' | sort -u); do
	is "there-is-$path" yes "$([ -e "$TOP/$path" ] && echo yes)"
done
