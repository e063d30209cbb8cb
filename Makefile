# tokensnap: a static, verifiable snapshot of service tokens.
VERSION = 0.1.0

PREFIX ?= /usr/local
BINDIR = $(DESTDIR)$(PREFIX)/bin
DATADIR = $(DESTDIR)$(PREFIX)/share/tokensnap
MANDIR = $(DESTDIR)$(PREFIX)/share/man

CC ?= cc
# Line numbers are enough for a trace; the program hashes its own file each time.
CFLAGS ?= -O2 -g1
LIBS = libcmark libxml-2.0 sqlite3 libcrypto inih
WARN = -Wall -Wextra -Wpedantic -Wshadow -Wmissing-prototypes \
	-Wstrict-prototypes -Wformat=2 -Wwrite-strings -Wconversion
OWN_CFLAGS = -std=c11 -D_GNU_SOURCE $(WARN) -fPIE -pthread \
	-fstack-protector-strong -DTOKENSNAP_VERSION='"$(VERSION)"' \
	$(shell pkg-config --cflags $(LIBS))
HARDEN = -D_FORTIFY_SOURCE=2
OWN_LDFLAGS = -pie -pthread -Wl,-z,relro,-z,now
OWN_LIBS = $(shell pkg-config --libs $(LIBS))
SANITIZE = -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all \
	-fno-omit-frame-pointer

# Both together: neither finds what the other does, and one build is enough.
THREADS = -O1 -g -fsanitize=thread,undefined -fno-sanitize-recover=undefined

SRC = $(filter-out src/main.c,$(wildcard src/*.c))
TESTS = $(wildcard tests/unit/*_test.c)
OBJ = $(SRC:src/%.c=build/obj/%.o)
TSAN_OBJ = $(SRC:src/%.c=build/tsan/%.o) build/tsan/main.o
ASAN_OBJ = $(SRC:src/%.c=build/asan/%.o)
UNIT = $(TESTS:tests/unit/%.c=build/unit/%)
ASAN_UNIT = $(TESTS:tests/unit/%.c=build/asan/unit/%)
SAMPLE_AS_OF = 2026-11-23T15:43:00Z

all: build/tokensnap

demo: need
	@$(MAKE) -s all build/sample.db
	@[ ! -d build/demo ] || chmod -R u+w build/demo
	@rm -rf build/demo
	@build/tokensnap build -o build/demo --as-of $(SAMPLE_AS_OF) \
	    --timezone Europe/Berlin build/sample.db

need:
	@sh tests/need.sh build

test:
	@sh tests/need.sh build test
	@$(MAKE) -s all build/sample.db check-lint
	@$(MAKE) -s $(UNIT) $(ASAN_UNIT) build/tokensnap-tsan build/shim.so \
	    fuzz-ready
	@sh tests/run.sh all

check-unit: $(UNIT)
	@sh tests/run.sh unit

check-asan: $(ASAN_UNIT)
	@sh tests/run.sh asan

check-browser: all build/sample.db
	@sh tests/run.sh browser

# FULL=1 tries every point there is: half an hour.  KILLS=2000 kills more.
check-fault: all build/sample.db build/shim.so
	@sh tests/run.sh fault

screenshots: all build/sample.db
	@sh tests/browser/install.sh
	@chmod -R u+w build/shots 2>/dev/null; rm -rf build/shots
	@build/tokensnap build -q --no-sync -o build/shots \
	    --as-of $(SAMPLE_AS_OF) --timezone Europe/Berlin build/sample.db
	@node tests/browser/screenshots.mjs build/shots/latest/ docs/img

man:
	@sh tests/man.sh

check-lint lint:
	@sh tests/lint.sh

# BENCH_SIZES="small medium large all", BENCH_ROUNDS="7 7 3 2"; peers from apt.
bench:
	@sh tests/need.sh build bench
	@$(MAKE) -s all
	@python3 tests/bench/bench.py

print-flags:
	$(info $(OWN_CFLAGS))@:

build/tokensnap: build/obj/main.o $(OBJ)
	$(CC) $(OWN_LDFLAGS) $(LDFLAGS) -o $@ $^ $(OWN_LIBS)

build/obj/%.o: src/%.c Makefile
	@mkdir -p $(@D)
	$(CC) $(OWN_CFLAGS) $(HARDEN) $(CFLAGS) -MMD -MP -c -o $@ $<

build/asan/%.o: src/%.c Makefile
	@mkdir -p $(@D)
	$(CC) $(OWN_CFLAGS) $(SANITIZE) -MMD -MP -c -o $@ $<

build/tsan/%.o: src/%.c Makefile
	@mkdir -p $(@D)
	$(CC) $(OWN_CFLAGS) $(THREADS) -MMD -MP -c -o $@ $<

build/tokensnap-tsan: $(TSAN_OBJ)
	$(CC) $(OWN_LDFLAGS) $(THREADS) -o $@ $^ $(OWN_LIBS)

build/unit/%: tests/unit/%.c $(OBJ)
	@mkdir -p $(@D)
	$(CC) $(OWN_CFLAGS) -Isrc -Itests/unit $(CFLAGS) -MMD -MP -o $@ $< $(OBJ) \
	    $(OWN_LDFLAGS) $(OWN_LIBS) -lcmocka

build/asan/unit/%: tests/unit/%.c $(ASAN_OBJ)
	@mkdir -p $(@D)
	$(CC) $(OWN_CFLAGS) -Isrc -Itests/unit $(SANITIZE) -MMD -MP -o $@ $< \
	    $(ASAN_OBJ) $(OWN_LDFLAGS) $(OWN_LIBS) -lcmocka

build/shim.so: tests/fault/shim.c
	@mkdir -p $(@D)
	$(CC) -std=gnu11 -D_GNU_SOURCE -Wall -Wextra $(CFLAGS) -fPIC -shared \
	    -o $@ $< -ldl

build/sample.db: input/sample.sql
	@mkdir -p $(@D)
	@rm -f $@.new
	sqlite3 -bail $@.new < $<
	@mv $@.new $@

include tests/checks.mk

install: all
	install -d $(BINDIR) $(DATADIR)/input $(MANDIR)/man1 $(MANDIR)/man5
	install -m 644 docs/man/*.1 $(MANDIR)/man1
	install -m 644 docs/man/*.5 $(MANDIR)/man5
	install -m 755 build/tokensnap $(BINDIR)/tokensnap
	install -m 644 input/about.md $(DATADIR)/input/about.md
	cd themes && find . -type d -exec install -d $(DATADIR)/themes/{} \;
	cd themes && find . -type f -exec install -m 644 {} \
	    $(DATADIR)/themes/{} \;

uninstall:
	rm -f $(BINDIR)/tokensnap
	sh tests/man.sh uninstall $(MANDIR)
	rm -rf $(DATADIR)

clean:
	[ ! -d build ] || chmod -R u+w build
	rm -rf build

.PHONY: all demo need man test check-unit check-asan check-browser \
	check-fault screenshots check-lint lint bench print-flags install uninstall clean
.SECONDARY:
-include $(wildcard build/obj/*.d build/asan/*.d build/tsan/*.d build/unit/*.d \
	build/asan/unit/*.d)
