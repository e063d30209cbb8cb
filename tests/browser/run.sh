#!/bin/sh
# apt: chromium-headless-shell nodejs npm default-jre-headless w3m poppler-utils libxml2-utils sqlite3 pngquant
#
# run.sh TOKENSNAP OUTDIR [THEME...]: pages in a browser and in validators.
# Builds a sample, an odd and an empty snapshot in every theme (or those named)
# below OUTDIR, and prints "ok NAME" and "not ok NAME" lines.  sample.db is
# taken from the folder of TOKENSNAP, the themes from beside that folder.
# ONLY=pages or ONLY=markup leaves the other half out.
set -u
umask 022
LC_ALL=C.UTF-8
export LC_ALL
[ $# -ge 2 ] || { echo "usage: run.sh TOKENSNAP OUTDIR [THEME...]" >&2; exit 2; }
here=$(cd "$(dirname "$0")" && pwd)
program=$(realpath "$1") || exit 2
build=$(dirname "$program")
mkdir -p "$2" && out=$(cd "$2" && pwd) || exit 2
shift 2
[ $# -gt 0 ] || set -- $(cd "$build/../themes" && ls -d -- */ | tr -d /)
sh "$here/install.sh" || { echo "not ok browser/install"; exit 1; }

clear() { chmod -R u+w "$out/$1" && rm -rf "${out:?}/$1"; } 2>/dev/null
failed=0
not_ok() { echo "not ok browser/$1"; failed=1; }

# build_at TIME EXPORT [option...]: of the theme and the case.
build_at() {
	time=$1 export=$2
	shift 2
	"$program" build -q --no-sync --as-of "$time" --timezone Europe/Berlin \
	    --theme "$theme" -o "$dir/archive" "$@" "$export" \
	    >>"$dir/log" 2>&1 && return
	not_ok "$theme/$case/build"
	cat "$dir/log"
	return 1
}

# snapshot THEME CASE EXPORT [option...]: one snapshot, and a copy of it in a
# folder whose name has to be escaped in a URL.  %41 and #1 are wrong turns.
# Where there is CASE-before.db, a snapshot of that comes before.
snapshot() {
	theme=$1 case=$2 export=$3
	shift 3
	dir=$out/$theme/$case
	mkdir -p "$dir"
	if [ -f "$out/$case-before.db" ]; then
		build_at 2026-10-23T15:43:00Z "$out/$case-before.db" "$@" ||
		    return
	fi
	build_at 2026-11-23T15:43:00Z "$export" "$@" || return
	mkdir "$dir/moved 100%41 #1 é?x"
	cp -R "$dir/archive"/2026-11* "$dir/moved 100%41 #1 é?x"
}

# before CASE EXPORT: the export as it was a month ago, so that there is each
# kind of change, and some service users with many.
before() {
	rm -f "$out/$1-before.db"
	cp "$2" "$out/$1-before.db" && chmod u+w "$out/$1-before.db" &&
	sqlite3 -bail "$out/$1-before.db" "
	    DELETE FROM export_info WHERE key LIKE '%count';
	    UPDATE tokens SET name = name || ' (old)' WHERE id % 7 = 0;
	    UPDATE tokens SET active = 1, revoked = NULL WHERE active = 0;
	    UPDATE tokens SET last_used = NULL WHERE id % 13 = 0;
	    UPDATE tokens SET last_used = created WHERE id % 5 = 0 AND
	        last_used IS NOT NULL;
	    UPDATE tokens SET expiration = NULL WHERE id % 17 = 0;
	    UPDATE tokens SET id = id + 100000 WHERE id % 11 = 0;
	    UPDATE service_users SET role = 'Manager' WHERE id % 6 = 0;
	    UPDATE service_users SET name = 'Old ' || name WHERE id % 9 = 0;
	" || not_ok "$1-before.db"
}

# record SNAPSHOT JSON: give a snapshot this provenance and close its bag anew.
record() {
	chmod -R u+w "$1"
	printf '%s\n' "$2" >"$1/data/provenance.json"
	(
		cd "$1" || exit 1
		sed -i '\,  data/provenance.json$,d' manifest-sha256.txt
		sha256sum data/provenance.json >>manifest-sha256.txt
		sed 's/^.*  //' tagmanifest-sha256.txt | xargs sha256sum >new
		mv new tagmanifest-sha256.txt
	)
}

# archive THEME: the index of an archive with everything that it can show,
# with the snapshots that it leads to.  Named like one, as all others are.
archive() {
	dir=$out/$1/archive
	theme=$1
	index=$dir/archive/2026-11-23T154300Z
	mkdir -p "$index"
	for at in 2026-01-05 2026-02-05 2026-03-05 2026-04-05 2026-11-23; do
		"$program" build -q --no-sync --as-of ${at}T15:43:00Z --views \
		    list --timezone UTC --theme "$theme" -o "$index" \
		    "$out/empty.db" >/dev/null || not_ok "$theme/archive/build"
		n=${at#2026-}
		n=${n%%-*}
		n=${n#0}
		[ $n = 4 ] || record "$index/${at}T154300Z" '{"totals":{
"tokens":'$((n * 70 + 100))',"active":'$((n * 70))',"revoked":60,
"expired":40,"service_users":42},"findings":{"critical":1,"high":'$n',
"medium":8,"low":3,"info":0,"muted":2},"changes":{"added":'$n',"removed":1,
"changed":12}}'
	done
	# A number is missing, one is damaged, one is no snapshot.
	mv "$index/2026-02-05T154300Z" "$dir/gone"
	chmod -R u+w "$index/2026-04-05T154300Z"
	echo >>"$index/2026-04-05T154300Z/VERIFY.txt"
	mkdir "$index/old"
	"$program" index -q --cadence 90d --theme "$theme" "$index" \
	    >"$dir/log" 2>&1 || not_ok "$theme/archive/index"
	rm -r "$index/old" "$index/latest" "$index/.tokensnap.lock"
	mkdir "$dir/moved 100%41 #1 é?x"
	cp -R "$index" "$dir/moved 100%41 #1 é?x"
}

for case in edge-cases empty; do
	rm -f "$out/$case.db"
	sqlite3 -bail "$out/$case.db" \
	    <"$here/../page/$case/export.sql" || not_ok "$case.db"
done
before sample "$build/sample.db"
before edge-cases "$out/edge-cases.db"
mv "$out/edge-cases-before.db" "$out/edge-before.db"
for theme; do
	clear "$theme"
	snapshot "$theme" sample "$build/sample.db"
	snapshot "$theme" edge "$out/edge-cases.db" --page-size 20
	snapshot "$theme" empty "$out/empty.db"
	archive "$theme"
done

# The validators need the one core, the browser the other.
: >"$out/markup.log"
if [ "${ONLY:-markup}" = markup ]; then
	node "$here/markup.mjs" "$out" "$@" >"$out/markup.log" 2>&1 &
	markup=$!
fi
if [ "${ONLY:-pages}" = pages ]; then
	node "$here/pages.mjs" "$out" "$@" || failed=1
fi
[ -z "${markup:-}" ] || wait "$markup" || failed=1
cat "$out/markup.log"
exit $failed
