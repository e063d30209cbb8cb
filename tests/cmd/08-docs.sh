# What the README shows is what comes out.
. "$TOP/tests/cmd/lib.sh"

# The lines of the README that follow a "$ command" line, up to a blank one.
shown() {
	awk -v cmd="$1" 'index($0, "    $ " cmd) == 1 { on = 1; next }
	    on && /^ *(\$|$)/ { exit } on { sub(/^    /, ""); print }' \
	    "$TOP/README.md"
}
ln -s "$TOP/build" build
is build "$(shown build/tokensnap\ build)" \
    "$(build/tokensnap build -o archive --as-of $as_of \
    --timezone Europe/Berlin build/sample.db |
    sed 's/sha256:[0-9a-f]* /sha256:… /')"
is verify "$(shown build/tokensnap\ verify)" \
    "$(build/tokensnap verify -q archive/$name && echo good)"
for path in $(grep -o '`[a-z]*/[a-z.]*`\|`[A-Z]*\.md`' "$TOP/README.md" |
    tr -d '`' | grep -v build/); do
	is "there-is-$path" yes "$([ -e "$TOP/$path" ] && echo yes)"
done
is ci "make test" "$(sed -n 's/^exec //p' "$TOP/.ci/run")"
