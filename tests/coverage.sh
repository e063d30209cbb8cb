#!/bin/sh
# coverage.sh LINES BRANCHES [STEP...]: the suite against a build that counts,
# in a tree of links (build/coverage); then what it reached.  Exit 1 when a test
# fails or less than these percents was reached.
#
# Steps, all of them in this order unless some are named: ready (build, counts
# at zero), unit, page, cmd, fault, report.  What stands after a colon is the
# second argument of tests/run.sh: cmd:19 runs those that begin with 19.
set -u
cd "$(dirname "$0")/.." || exit 1
top=$(pwd)
tree=build/coverage
least="$1 $2"
shift 2
[ $# -gt 0 ] || set -- ready unit page cmd fault report

run() { (cd "$tree" && make -s CFLAGS="-O0 -g --coverage -fprofile-update=atomic" \
    HARDEN= LDFLAGS="--coverage -Wl,--wrap=_exit $top/$tree/flush.o" "$@"); }

ready() {
	mkdir -p "$tree/build"
	for name in Makefile README.md CHANGES.md src tests input docs .ci; do
		ln -sfn "$top/$name" "$tree/$name"
	done
	# The program does not follow a link here.
	rm -rf "$tree/themes"
	cp -rp themes "$tree/themes" || return 1
	# _exit loses the counts, and util_die ends so.  The calls that write
	# them are none of the program's: no fault test counts or fails them.
	cat >"$tree/flush.c" <<'C'
#define _GNU_SOURCE
#include <dlfcn.h>

void __gcov_dump(void);
void __real__exit(int) __attribute__((noreturn));
void __wrap__exit(int) __attribute__((noreturn));

__attribute__((__destructor__)) static void
over(void)
{
	void	(*fault_over)(void);

	*(void **)&fault_over = dlsym(RTLD_DEFAULT, "fault_over");
	if (fault_over)
		fault_over();
}

void
__wrap__exit(int code)
{
	over();
	__gcov_dump();
	__real__exit(code);
}
C
	cc -c -o "$tree/flush.o" "$tree/flush.c" || return 1
	# The tests ask for these: what is not counted need not be built twice.
	for name in tokensnap-tsan sample.db oracle shim.so; do
		rm -f "$tree/build/$name"
		cp -p "build/$name" "$tree/build/$name" || return 1
	done
	# shellcheck disable=SC2046
	run -j2 all $(make -s print-unit) || return 1
	# There already and open to all: some tests run as another user.
	find "$tree/build" -name '*.gcno' | while read -r file; do
		: >"${file%.gcno}.gcda"
		chmod 666 "${file%.gcno}.gcda"
	done
}

# Where counts cannot be written, no test is to see a word of it.
GCOV_ERROR_FILE=/dev/null
export GCOV_ERROR_FILE
status=0
for step in "$@"; do
	case $step in
	ready) ready || exit 1 ;;
	report) find "$tree/build" -name '*.gcda' -empty -delete
	    # shellcheck disable=SC2086
	    python3 tests/coverage.py "$tree/build/obj" $least ;;
	*:*) echo "$step"
	    (cd "$tree" && sh tests/run.sh "${step%%:*}" "${step#*:}") ;;
	*) echo "$step"
	    (cd "$tree" && sh tests/run.sh "$step") ;;
	esac || status=1
done
exit $status
