# The rest of the checks: oracle, coverage, fuzzers.

# What judges every page that the tests build.
build/oracle: $(wildcard tests/oracle/*.[ch])
	@mkdir -p $(@D)
	$(CC) -std=c11 -D_GNU_SOURCE $(WARN) $(CFLAGS) -o $@ \
	    $(filter %.c,$^) $(shell pkg-config --cflags --libs libxml-2.0 \
	    libcrypto)

# Lines and branches of src/ that the suite reaches, at least, in percent.
COVER_LINES ?= 95
COVER_BRANCHES ?= 85
coverage: all build/sample.db build/tokensnap-tsan build/shim.so build/oracle
	@sh tests/coverage.sh $(COVER_LINES) $(COVER_BRANCHES)

print-unit:
	$(info $(UNIT))@:

# Fuzz targets: libFuzzer, AddressSanitizer, UndefinedBehaviorSanitizer.
#	make fuzz SECONDS=60 [FUZZ="notes bag"]		let each run so long
#	make check-fuzz		run all seeds and finds once
FUZZ ?= image rows templates bag notes values ini signature previous
SECONDS ?= 60
FUZZ_CC = clang
FUZZ_FLAGS = -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all \
	-fno-omit-frame-pointer
FUZZ_WRAP = -Wl,--wrap=write,--wrap=_exit
FUZZ_OBJ = $(SRC:src/%.c=build/fuzz/%.o)
FUZZ_OWN = build/fuzz/own/fuzz.o build/fuzz/own/allow.o
FUZZ_ALL = $(patsubst %,build/fuzz-%,image rows templates bag notes values \
	ini signature previous)
FUZZ_BUILDS = build/fuzz-image build/fuzz-rows build/fuzz-ini build/fuzz-previous

build/fuzz/%.o: src/%.c
	@mkdir -p $(@D)
	$(FUZZ_CC) $(OWN_CFLAGS) $(FUZZ_FLAGS) -fsanitize=fuzzer-no-link \
	    -MMD -MP -c -o $@ $<

build/fuzz/own/%.o: tests/fuzz/%.c
	@mkdir -p $(@D)
	$(FUZZ_CC) $(OWN_CFLAGS) $(FUZZ_FLAGS) -Isrc -MMD -MP -c -o $@ $<

build/fuzz/own/%.o: tests/oracle/%.c
	@mkdir -p $(@D)
	$(FUZZ_CC) $(OWN_CFLAGS) $(FUZZ_FLAGS) -MMD -MP -c -o $@ $<

$(FUZZ_BUILDS): build/fuzz/own/build.o build/fuzz/own/page.o \
	build/fuzz/own/walk.o
$(FUZZ_BUILDS): FUZZ_WRAP += \
	-Wl,--wrap=theme_open,--wrap=theme_free
build/fuzz-notes: build/fuzz/own/page.o

build/fuzz-%: build/fuzz/own/%.o $(FUZZ_OWN) $(FUZZ_OBJ)
	$(FUZZ_CC) $(FUZZ_FLAGS) -fsanitize=fuzzer $(OWN_LDFLAGS) \
	    $(FUZZ_WRAP) -o $@ $^ $(OWN_LIBS)

# Images are made from SQL: the page tests' and what stands with the seeds.
build/fuzz/seeds: $(wildcard tests/page/*/export.sql \
	tests/fuzz/seeds/image/*.sql)
	@sh tests/fuzz/images.sh $@ $^

fuzz: $(FUZZ:%=build/fuzz-%) build/fuzz/seeds
	@sh tests/fuzz/run.sh fuzz $(SECONDS) $(FUZZ)

check-fuzz: fuzz-ready
	@sh tests/run.sh fuzz

fuzz-ready: $(FUZZ_ALL) build/fuzz/seeds

print-fuzz:
	$(info $(FUZZ))@:

.PHONY: coverage print-unit fuzz check-fuzz fuzz-ready print-fuzz
-include $(wildcard build/fuzz/*.d build/fuzz/own/*.d)
