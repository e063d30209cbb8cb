#!/bin/sh
# run.sh fuzz SECONDS TARGET...: each target for so long, from its seeds and
#	what earlier runs found worth keeping (build/fuzz/corpus).
# run.sh once 0 TARGET...: each seed and each find once.
# Prints "ok" and "not ok" lines; exit 1 after a crash, which is kept in
# build/fuzz/crash-TARGET-*.
set -u
# The targets go elsewhere: paths are whole.
top=$(cd "$(dirname "$0")/../.." && pwd) || exit 1
mode=$1 seconds=$2
shift 2
status=0
ASAN_OPTIONS=malloc_context_size=8:quarantine_size_mb=16
export ASAN_OPTIONS
log=$(mktemp) || exit 1
trap 'rm -f "$log"' EXIT

for target; do
	seeds=$top/tests/fuzz/seeds/$target
	[ "$target" != image ] || seeds=$top/build/fuzz/seeds
	finds=$top/tests/fuzz/finds/$target
	[ -d "$finds" ] || finds=
	if [ "$mode" = fuzz ]; then
		corpus=$top/build/fuzz/corpus/$target
		mkdir -p "$corpus"
		dict=$top/tests/fuzz/$target.dict
		[ -f "$dict" ] && dict=-dict=$dict || dict=
		# shellcheck disable=SC2086
		"$top"/build/fuzz-"$target" -max_total_time="$seconds" -timeout=20 \
		    -rss_limit_mb=1024 -max_len=65536 -print_final_stats=1 \
		    -artifact_prefix="$top"/build/fuzz/crash-"$target"- $dict \
		    "$corpus" $seeds $finds >"$log" 2>&1
	else
		# shellcheck disable=SC2046,SC2086
		"$top"/build/fuzz-"$target" -timeout=60 -rss_limit_mb=1024 \
		    -artifact_prefix="$top"/build/fuzz/crash-"$target"- \
		    $(find $seeds $finds -type f ! -name '*.sql') \
		    >"$log" 2>&1
	fi
	if [ $? -ne 0 ]; then
		status=1
		echo "not ok fuzz-$target"
		grep -vE '^(#|Running|Executed|INFO)' "$log" | head -60
	elif [ "$mode" = fuzz ]; then
		n=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
		cov=$(sed -n 's/.* cov: \([0-9]*\) .*/\1/p' "$log" | tail -n 1)
		echo "ok fuzz-$target: $n executions in $seconds s," \
		    "$cov edges"
	else
		echo "ok fuzz-$target: $(grep -c '^Executed' "$log") inputs"
	fi
done
exit $status
