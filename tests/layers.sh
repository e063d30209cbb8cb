#!/bin/sh
# layers.sh: hold every #include against the table in docs/architecture.md.
# A file may include its own layer and those below, and never in a circle.
set -u
cd "$(dirname "$0")/.." || exit 1

table=$(sed -n 's/^| \([0-4]\) [a-z]* | \([^|]*\) |.*/\1 \2/p' \
    docs/architecture.md | tr -d '`,')
layer_of() {
	echo "$table" | awk -v m="$1" \
	    '{ for (i = 2; i <= NF; i++) if ($i == m) print $1 }'
}

for file in src/*.c src/*.h; do
	module=$(basename "$file" | sed 's/\.[ch]$//')
	layer=$(layer_of "$module")
	if [ -z "$layer" ]; then
		echo "$file: is in no layer of docs/architecture.md"
		continue
	fi
	for used in $(sed -n 's/^#include "\(.*\)\.h"$/\1/p' "$file"); do
		below=$(layer_of "$used")
		if [ -z "$below" ]; then
			echo "$file: $used.h is in no layer"
		elif [ "$below" -gt "$layer" ]; then
			echo "$file: layer $layer includes $used.h of $below"
		fi
	done
done
echo "$table" | tr ' ' '\n' | grep '[a-z]' | while read -r module; do
	[ -f "src/$module.c" ] || [ -f "src/$module.h" ] ||
	    echo "docs/architecture.md: there is no module $module"
done

# Circles: tsort names them.
for file in src/*.c src/*.h; do
	module=$(basename "$file" | sed 's/\.[ch]$//')
	sed -n 's/^#include "\(.*\)\.h"$/\1/p' "$file" | while read -r used; do
		[ "$used" = "$module" ] || echo "$module $used"
	done
done | sort -u | tsort 2>&1 >/dev/null | sed 's/^/circle: /'
