# Themes: the bundled one is good; each fault has file, line and exit 2.
. "$TOP/tests/cmd/lib.sh"

gives list 0 "contrast
default
plain" "" "$tokensnap" themes
gives check-default 0 "$TOP/themes/default: good" "" \
    "$tokensnap" themes check "$TOP/themes/default"
gives check-nothing 2 "" \
    "tokensnap: themes: check which folder? (see tokensnap help themes)" \
    "$tokensnap" themes check
make_db good.db </dev/null
cp "$tokensnap" alone
gives list-alone 1 "" "tokensnap: no themes beside the program" ./alone themes

# faulty NAME FILE SED MESSAGE: the theme with one edit, checked and built.
faulty() {
	rm -rf mine
	cp -r "$TOP/themes/default" mine
	sed -i "$3" "mine/$2"
	gives "$1" 2 "" "tokensnap: $4" "$tokensnap" themes check mine
	gives "$1-build" 2 "" "tokensnap: ./$4" \
	    "$tokensnap" build -o archive --theme ./mine good.db
}

line=$(grep -n 'token/expiration"' "$TOP/themes/default/list.html" |
    head -n 1 | cut -d: -f1)
faulty field list.html 's,token/expiration",token/expiry",' \
    "mine/list.html:$line: no field token/expiry (did you mean token/expiration?)"
line=$(grep -n '<footer>' "$TOP/themes/default/layout.html" | cut -d: -f1)
faulty unclosed layout.html 's,</footer>,,' \
    "mine/layout.html:$((line + 1)): Opening and ending tag mismatch: footer line $line and body"
faulty macro list.html 's,layout/page,layout/pge,' \
    "mine/list.html:2: no macro layout/pge (did you mean layout/page?)"
faulty statement note.html 's,tal:content,tal:contnt,' \
    "mine/note.html:$(grep -n 'tal:content' "$TOP/themes/default/note.html" |
    head -n 1 | cut -d: -f1): no statement tal:contnt (did you mean tal:content?)"
faulty asset layout.html 's,}assets/style.css,}assets/styel.css,' \
    "mine/layout.html:$(grep -n '}assets/style' "$TOP/themes/default/layout.html" |
    cut -d: -f1): no file assets/styel.css (did you mean assets/style.css?)"
is no-archive no "$([ -e archive ] && echo yes || echo no)"
gives not-a-folder 2 "" "tokensnap: ./none: No such file or directory" \
    "$tokensnap" build -o archive --theme ./none good.db
