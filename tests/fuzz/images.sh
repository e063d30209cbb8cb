#!/bin/sh
# images.sh FOLDER FILE.sql...: database images from SQL, as small as they get.
set -eu
out=$1
shift
mkdir -p "$out"
for file; do
	name=$(basename "$file" .sql)
	[ "$name" != export ] || name=$(basename "$(dirname "$file")")
	rm -f "$out/$name.db"
	{
		echo 'PRAGMA page_size = 512;'
		cat "$file"
		echo 'VACUUM;'
	} | sqlite3 -bail "$out/$name.db"
done
touch "$out"
