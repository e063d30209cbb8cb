#!/bin/sh
# coverage.sh LINES BRANCHES: the suite against a build that counts, in a tree
# of links (build/coverage); then what it reached.  Exit 1 when a test fails or
# less than these percents was reached.
set -u
cd "$(dirname "$0")/.." || exit 1
top=$(pwd)
tree=build/coverage
mkdir -p "$tree/build"
for name in Makefile README.md CHANGES.md src tests themes input docs; do
	ln -sfn "$top/$name" "$tree/$name"
done

# _exit and a signal lose the counts: util_die and the fault tests end so.
cat >"$tree/flush.c" <<'C'
void __gcov_dump(void);
void __real__exit(int) __attribute__((noreturn));
void __wrap__exit(int) __attribute__((noreturn));

void
__wrap__exit(int code)
{
	__gcov_dump();
	__real__exit(code);
}
C
cc -c -o "$tree/flush.o" "$tree/flush.c" || exit 1
find "$tree" -name '*.gcda' -delete
# The tests ask for these: what is not counted need not be built twice.
for name in tokensnap-tsan sample.db oracle shim.so; do
	[ -f "build/$name" ] && ln -sfn "$top/build/$name" "$tree/build/$name"
done

run() { (cd "$tree" && make -s CFLAGS="-O0 -g --coverage" HARDEN= \
    LDFLAGS="--coverage -Wl,--wrap=_exit $top/$tree/flush.o" "$@"); }
status=0
run all build/sample.db build/oracle || exit 1
run -j2 $(make -s print-unit) || exit 1
for part in unit page cmd fault; do
	grep -q "^$part)" tests/run.sh || continue
	echo "$part:"
	(cd "$tree" && sh tests/run.sh $part) || status=1
done
python3 tests/coverage.py "$tree/build/obj" "$1" "$2" || status=1
exit $status
