# The manual pages name the options that there are, and are well made; options
# from the environment.
. "$TOP/tests/cmd/lib.sh"

man=$TOP/docs/man
if command -v mandoc >/dev/null; then
	is lint "" "$(mandoc -T lint -W warning "$man"/* 2>&1)"
fi

# Long options, and letters with them: of the help, of the page.
helped() {
	"$tokensnap" help "$1" | awk '/^ *(-[a-z], )?--[a-z-]+/ {
	    sub(/^ */, ""); sub(/,/, ""); if ($1 ~ /^--/) print "-", $1
	    else print $1, $2 }' | sort
}
paged() {
	sed -n 's/^\.It Fl \([a-z]\) , Fl -\([a-z-]*\).*/-\1 --\2/p
	    s/^\.It Fl -\([a-z-]*\).*/- --\1/p' "$man/tokensnap-$1.1" | sort
}
for command in build diff findings index tables themes verify; do
	is "options-$command" "$(helped $command)" "$(paged $command)"
	is "options-some-$command" yes "$([ -n "$(helped $command)" ] &&
	    echo yes)"
done
is commands "$("$tokensnap" help | sed -n 's/^  \([a-z]*\)  *[a-z].*/\1/p' |
    grep -v tokensnap | sort)" "$(sed -n 's/^\.It Cm //p' \
    "$man/tokensnap.1" | sort)"

# What a program can be told by its environment.
make_db small.db </dev/null
made() { # VARIABLE=VALUE... [-- option...]: rows of list pages, or the fault
	rm -rf archive
	env "$@" "$tokensnap" build -q --no-sync --as-of $as_of small.db \
	    >out 2>err
	echo "$? $(ls archive 2>/dev/null | grep -c '^2') $(cat err)"
}
is env-text "0 1 " "$(made TOKENSNAP_TIMEZONE=Asia/Tokyo)"
is env-zone 1 "$(grep -c Asia/Tokyo archive/$name/index.html |
    awk '{ print ($1 > 0) }')"
is env-flag "0 1 " "$(made TOKENSNAP_SINGLE_FILE=1 TOKENSNAP_VIEWS=list)"
is env-flag-there yes "$([ -f archive/$name/data/single.html ] && echo yes)"
is env-off "0 1 " "$(made TOKENSNAP_SINGLE_FILE=0 TOKENSNAP_THEME=)"
is env-off-gone no "$([ -f archive/$name/data/single.html ] && echo yes ||
    echo no)"
is env-number "2 0 tokensnap: TOKENSNAP_PAGE_SIZE: \"0\" is not a number from 1 to 100000" \
    "$(made TOKENSNAP_PAGE_SIZE=0)"
is env-flag-bad "2 0 tokensnap: TOKENSNAP_LENIENT: \"yes\" is neither 0 nor 1" \
    "$(made TOKENSNAP_LENIENT=yes)"
is env-unknown "2 0 tokensnap: TOKENSNAP_PAGESIZE: in the environment, but is no option of build (did you mean TOKENSNAP_PAGE_SIZE?)" \
    "$(made TOKENSNAP_PAGESIZE=1)"
is env-far "2 0 tokensnap: TOKENSNAP_FROBNICATE_IT: in the environment, but is no option of build (see tokensnap help build)" \
    "$(made TOKENSNAP_FROBNICATE_IT=1)"
is env-help "2 0 tokensnap: TOKENSNAP_HELP: in the environment, but is no option of build (did you mean TOKENSNAP_THEME?)" \
    "$(made TOKENSNAP_HELP=1)"
is env-mode "2 0 tokensnap: TOKENSNAP_MODE: \"us\" is none of owner, group, all" \
    "$(made TOKENSNAP_MODE=us)"
is env-as-of "0 1 " "$(made TOKENSNAP_AS_OF=2020-01-01)"
is flag-wins "$name" "$(ls archive | grep '^2')"
is env-archive "0 0 " "$(made TOKENSNAP_OUTPUT=elsewhere)"
is env-archive-there "$name" "$(ls elsewhere | grep '^2')"
