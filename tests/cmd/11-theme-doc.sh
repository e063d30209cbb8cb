# docs/themes.md: its tutorial works word for word, its fields are the real
# ones; and all bundled themes are good.
. "$TOP/tests/cmd/lib.sh"

doc=$TOP/docs/themes.md
mkdir bin try
ln -s "$tokensnap" bin/tokensnap
PATH=$WORK/bin:$PATH

# The steps of the document, in order, as step-NN.kind: a file (its name in
# step-NN.name), sh (commands) or text (what the commands before print).
awk '
function next_step(kind) {
	out = sprintf("step-%02d.%s", ++n, kind)
	printf "" >out
}
/^## Fields/ { exit }
out != "" && $0 == "```" { close(out); out = ""; next }
out != "" { print >out; next }
/^`[a-z]+\/[a-z.\/]+`:$/ { name = $0; gsub(/[`:]/, "", name); next }
/^```(html|css)$/ && name != "" {
	next_step("file")
	file = out
	sub(/file$/, "name", file)
	print name >file
	close(file)
	name = ""
	next
}
/^```sh$/ { next_step("sh"); next }
/^```text$/ { next_step("text"); next }
/^```/ { print "line " NR ": a block that is no step" >"odd"; exit }
' "$doc"
is blocks "" "$(cat odd 2>/dev/null)"
is steps "14 file 4 sh 4 text" "$(find . -name 'step-*' ! -name '*.name' |
    sed 's/.*\.//' | sort | uniq -c | xargs)"

cp "$sample" try/sample.db
for step in step-*.file step-*.sh step-*.text; do
	echo "$step"
done | sort >steps
: >got
while read -r step; do
	case $step in
	*.file)
		name_of=try/$(cat "${step%file}name")
		mkdir -p "${name_of%/*}"
		cp "$step" "$name_of"
		;;
	*.sh)
		(cd try && sh "../$step") >got 2>&1 </dev/null
		;;
	*.text)
		is "$step" "$(cat "$step")" \
		    "$(sed 's/sha256:[0-9a-f]* /sha256:… /' got)"
		;;
	esac
done <steps

# well_formed SNAPSHOT: the pages are XML, and hold each token of the sample.
tokens=$(sqlite3 "$sample" 'SELECT count(*) FROM tokens')
rows() {
	cat "$@" | grep -o '<tr id="token-[0-9]*"' | sort | uniq -c |
	    awk '{ n += $1; d++ } END { print n + 0, d + 0 }'
}
whole() {
	find "$2" -name '*.html' -exec xmllint --noout {} + 2>err
	is "$1-well-formed" "0 " "$? $(cat err)"
	is "$1-list" "$tokens $tokens" "$(rows "$2/data/index.html")"
	is "$1-users" "$tokens $tokens" "$(rows "$2"/data/users/*.html)"
	is "$1-no-order-left" "" "$(grep -rlE '(tal|metal):' "$2" \
	    --include=*.html)"
	for cell in 'th[@class="service-user" and @scope="row"]' \
	    'td[@class="token"]' 'td[@class="last-used"]' \
	    'td[@class="status"]'; do
		xmllint --xpath "count(//table[@class='tokens']/tbody/tr[@class='active' or @class='revoked' or @class='expired']/$cell)" \
		    "$2/data/index.html"
		echo
	done >cells
	is "$1-cells" "$tokens $tokens $tokens $tokens" "$(xargs <cells)"
	for state in active revoked expired; do
		grep -c "<tr id=\"token-[0-9]*\" class=\"$state\"" \
		    "$2/data/index.html"
	done >states
	is "$1-states" "129 31 23" "$(xargs <states)"
}
whole mytheme "try/archive/$name"

awk 'on { print } /^## Fields$/ { on = 1; getline }' "$doc" >fields
"$tokensnap" themes fields >real
is fields "" "$(diff fields real | head -20)"

# Every bundled theme: checked, and built with the sample and with the export
# of all odd values, on pages of many and of few rows.
sqlite3 -bail edge.db <"$TOP/tests/page/edge-cases/export.sql"
edge=$(sqlite3 edge.db 'SELECT count(*) FROM tokens')
printf '# A note\n' >note.md
mkdir notes
mv note.md notes
for dir in "$TOP"/themes/*/; do
	theme=$(basename "$dir")
	gives "check-$theme" 0 "$TOP/themes/$theme: good" "" \
	    "$tokensnap" themes check "$TOP/themes/$theme"
	"$tokensnap" build -q --no-sync --as-of $as_of --timezone \
	    Europe/Berlin --theme "$theme" --notes notes -o "$theme" \
	    "$sample" >/dev/null
	whole "$theme" "$theme/$name"
	"$tokensnap" build -q --no-sync --as-of $as_of --timezone \
	    Europe/Berlin --theme "$theme" --page-size 20 -o "$theme-edge" \
	    edge.db >/dev/null
	find "$theme-edge/$name" -name '*.html' -exec xmllint --noout {} + \
	    2>err
	is "$theme-edge-well-formed" "0 " "$? $(cat err)"
	is "$theme-edge-list" "$edge $edge" "$(rows \
	    "$theme-edge/$name"/data/index.html \
	    "$theme-edge/$name"/data/tokens-*.html)"
	is "$theme-offline" "" "$(grep -rhoE '(src|href)="[a-z]+:[^"]*"' \
	    "$theme" --include=*.html | sort -u)"
	is "$theme-no-script" "" "$(grep -rliE \
	    '<script|javascript:| on[a-z]+=| style=' "$theme" \
	    --include=*.html)"
	"$tokensnap" build -q --no-sync --as-of $as_of --timezone \
	    Europe/Berlin --theme "$theme" --single-file --views list \
	    -o "$theme-single" "$sample" >/dev/null
	is "$theme-single" "$tokens $tokens" \
	    "$(rows "$theme-single/$name/data/single.html")"
	is "$theme-edge-no-script" 0 "$(xmllint --xpath "count(//script |
	    //@style | //@*[starts-with(name(), 'on')])" \
	    "$theme-edge/$name/data/index.html")"
	find "$theme" "$theme-edge" -name '*.html' | while read -r file; do
		folder=${file%/*}
		grep -oE '(src|href)="[^"]+' "$file" | sed 's/^[a-z]*="//' |
		    sort -u | while read -r link; do
			to=$folder/${link%%#*}
			case $link in
			'#'*) to=$file ;;
			esac
			[ -f "$to" ] || echo "$file: $link"
			case $link in
			*'#'*) grep -q "id=\"${link#*#}\"" "$to" ||
			    echo "$file: $link" ;;
			esac
		done
	done >broken
	is "$theme-links" "" "$(head -5 broken)"
done
