# docs/walkthrough.md: every command of it runs, and prints what it shows.
. "$TOP/tests/cmd/lib.sh"

doc=$TOP/docs/walkthrough.md
mkdir bin try
ln -s "$tokensnap" bin/tokensnap
PATH=$WORK/bin:$PATH

# The blocks in order: sh (commands) and text (what the commands before print).
awk '
out != "" && $0 == "```" { close(out); out = ""; next }
out != "" { print >out; next }
/^```(sh|text)$/ {
	out = sprintf("step-%02d.%s", ++n, substr($0, 4))
	printf "" >out
	next
}
/^```/ { print "line " NR ": a block that is no step" >"odd"; exit }
' "$doc"
is blocks "" "$(cat odd 2>/dev/null)"
is pairs yes "$([ "$(ls step-*.sh | wc -l)" = "$(ls step-*.text | wc -l)" ] &&
    [ -e step-02.text ] && echo yes)"

cp "$sample" try/sample.db
chmod u+w try/sample.db
for step in step-*; do
	case $step in
	*.sh)
		(cd try && sh "../$step") >got 2>&1 </dev/null
		;;
	*.text)
		sed 's/sha256:[0-9a-f]* /sha256:… /' got >told
		is "$step" "$(cat "$step")" "$(cat told)"
		[ -z "${FILL:-}" ] || cp told "$FILL/$step"
		;;
	esac
done
is pages "yes yes no" "$(for month in 2027-01 2026-12 2026-11; do
	[ -e try/archive/$month-23T154300Z/data/changes.html ] && echo yes ||
	    echo no
done | xargs)"
