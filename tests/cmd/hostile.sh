# Sourced by the tests of hostile input, after lib.sh.  Exports lie in the
# folder "in"; the archive "h" has one snapshot already.  Each case is refused
# or accepted, and either way everything else must be as it was.

mkdir -p in
make_db in/good.db </dev/null
"$tokensnap" build -q --no-sync --as-of 2026-11-20 -o h \
    in/good.db >/dev/null || not_ok first-snapshot

# sql FILE SQL: an export that begins as a good one; with a secret in it.
sql() {
	make_db "in/$1" <<SQL
ALTER TABLE tokens ADD COLUMN token_hash TEXT;
UPDATE tokens SET token_hash = 'CANARY-' || id;
$2
SQL
}

# standing: the archive and the exports.  Whoever writes to a file changes its
# third time, and nobody can put that back.
standing() {
	find h in ! -name .tokensnap.lock ! -path h \
	    -printf '%p %y %m %s %T@ %C@ %i %l\n' | sort
}

# refused NAME EXIT MESSAGE FILE [OPTION...]: exit code and standard error,
# exactly; nothing is published, nothing left, the export as it was.
refused() {
	label=$1 want=$2 message=$3 file=$4
	shift 4
	before=$(standing)
	gives "$label" "$want" "" "tokensnap: $message" timeout 20 \
	    "$tokensnap" build -q --as-of $as_of --timezone UTC -o h "$@" \
	    "$file"
	is "$label (nothing else)" "$before" "$(standing)"
}

# accepted NAME FILE [OPTION...]: published into an archive of its own, $s,
# saying $told, or nothing; it verifies, has no secret, and the export is as it
# was.
accepted() {
	label=$1 file=$2
	shift 2
	cases=$((${cases:-0} + 1))
	s=accepted-$cases/$name
	before=$(standing)
	timeout 20 "$tokensnap" build -q --no-sync --as-of $as_of \
	    --timezone UTC -o accepted-$cases "$@" "$file" >out 2>err </dev/null
	is "$label" "0 ${told:-}" "$? $(cat err)"
	is "$label (verifies)" "0 " \
	    "$("$tokensnap" verify -q accepted-$cases 2>&1; echo "$? ")"
	is "$label (no secret)" "" "$(grep -rl CANARY accepted-$cases)"
	is "$label (nothing else)" "$before" "$(standing)"
}

# shows NAME TEXT FILE: a line of that file of the last snapshot has the text.
shows() {
	is "$1" yes "$(grep -qF -- "$2" "$s/data/$3" && echo yes)"
}

# patch FILE OFFSET BYTES: as printf(1) writes them.
patch() {
	# shellcheck disable=SC2059
	printf "$3" | dd of="$1" bs=1 seek="$2" conv=notrunc status=none
}
