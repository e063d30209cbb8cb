# Wrong command lines: exit 2, one line, a suggestion where one is near.
. "$TOP/tests/cmd/lib.sh"

gives no-command 2 "" \
    "tokensnap: which command? (see tokensnap help)" "$tokensnap"
gives command-near 2 "" \
    "tokensnap: no command biuld (did you mean build?)" "$tokensnap" biuld
gives command-unknown 2 "" \
    "tokensnap: no command frobnicate (see tokensnap help)" \
    "$tokensnap" frobnicate
gives no-export 2 "" \
    "tokensnap: build: which export? (see tokensnap help build)" \
    "$tokensnap" build
gives two-exports 2 "" \
    "tokensnap: build: one export at a time (see tokensnap help build)" \
    "$tokensnap" build a b
gives option-near 2 "" \
    "tokensnap: build: no option --timezome (did you mean --timezone?)" \
    "$tokensnap" build --timezome UTC a.db
gives option-value-missing 2 "" \
    "tokensnap: build: --as-of needs a value" "$tokensnap" build --as-of
gives option-value-empty 2 "" \
    "tokensnap: build: --theme: empty value" "$tokensnap" build --theme= a.db
gives option-value-extra 2 "" \
    "tokensnap: build: --lenient takes no value" \
    "$tokensnap" build --lenient=yes a.db
gives jobs-zero 2 "" \
    "tokensnap: build: --jobs: \"0\" is not a number from 1 to 64" \
    "$tokensnap" build --jobs 0 a.db
gives as-of-bad 2 "" \
    "tokensnap: build: --as-of: \"tomorrow\" is not a time like $as_of" \
    "$tokensnap" build --as-of tomorrow a.db
gives epoch-bad 2 "" \
    "tokensnap: build: SOURCE_DATE_EPOCH: \"12x\" is not a number of seconds" \
    env SOURCE_DATE_EPOCH=12x "$tokensnap" build a.db
gives zone-bad 2 "" \
    "tokensnap: build: --timezone: \"Europe/Berlyn\" is not a time zone" \
    "$tokensnap" build --timezone Europe/Berlyn a.db
gives zone-path 2 "" \
    "tokensnap: build: --timezone: \"../../../etc/passwd\" is not a time zone" \
    "$tokensnap" build --timezone ../../../etc/passwd a.db
gives digest-bad 2 "" \
    "tokensnap: build: --digest: \"md5\" is none of sha256, sha512" \
    "$tokensnap" build --digest md5 a.db
gives mode-bad 2 "" \
    "tokensnap: build: --mode: \"world\" is none of owner, group, all" \
    "$tokensnap" build --mode world a.db
gives theme-unknown 2 "" \
    "tokensnap: no theme nice (tokensnap themes lists them; a folder is given with a /, like ./nice)" \
    "$tokensnap" build --theme nice a.db
gives verify-nothing 2 "" \
    "tokensnap: verify: which snapshot? (see tokensnap help verify)" \
    "$tokensnap" verify
is nothing-made "err out" "$(echo *)"
for command in build diff findings index tables themes verify; do
	"$tokensnap" help $command >help
	"$tokensnap" $command --help >own
	is help-same-$command "$(cat help)" "$(cat own)"
	is help-example-first-$command Example \
	    "$(head -n 1 own | cut -c1-7)"
	gives no-option-$command 2 "" "tokensnap: $command: no option \
--frobnicate (see tokensnap help $command)" "$tokensnap" $command --frobnicate
done
"$tokensnap" --version >/dev/full 2>err
is full-stdout "1 tokensnap: standard output: No space left on device" \
    "$? $(cat err)"
