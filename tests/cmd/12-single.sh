# The list in one file: whole, alone, and only when it is small enough.
. "$TOP/tests/cmd/lib.sh"

build "$sample" --single-file --page-size 20 >/dev/null
f=archive/$name/data/single.html
xmllint --noout "$f" 2>err
is well-formed "0 " "$? $(cat err)"
is rows "$(sqlite3 "$sample" 'SELECT count(*) FROM tokens')" \
    "$(grep -c '<tr id="token-' "$f")"
is no-other-file "" "$(grep -oE '(src|href)="[^"]*"' "$f" |
    grep -vE '="(#|data:image/(png|jpeg|gif|webp);base64,)' | head -3)"
is pictures "$(sqlite3 "$sample" "SELECT count(*) FROM tokens t JOIN service_users u
    ON u.id = t.service_user WHERE u.avatar IS NOT NULL")" \
    "$(grep -o 'src="data:image/' "$f" | wc -l)"
avatar=$(ls "archive/$name/data/assets/avatars" | head -n 1)
is picture-bytes 1 "$(grep -o "base64,$(base64 -w0 \
    "archive/$name/data/assets/avatars/$avatar")\"" "$f" | sort -u | wc -l)"
style=$(sed -n "s/.*style-src 'sha256-\([^']*\)'.*/\1/p" "$f")
is style-hash "$style" "$(xmllint --xpath 'string(//style)' "$f" |
    head -c -1 | openssl dgst -sha256 -binary | base64)"
is policy "default-src 'none'; style-src 'sha256-$style'; img-src data:; base-uri 'none'; form-action 'none'" \
    "$(xmllint --xpath 'string(//meta[@http-equiv]/@content)' "$f")"
is marks "$(grep -o 'class="finding [a-z]*"[^<]*' "archive/$name/data"/index.html \
    "archive/$name/data"/tokens-*.html | sed 's/.*:class/class/;
    s/ href="[^"]*"//' | sort)" \
    "$(grep -o '<span class="finding [a-z]*">[^<]*</span>' "$f" |
    sed 's/<span //;s/<.*//' | sort)"
is listed 1 "$(grep -c ' data/single.html$' "archive/$name/manifest-sha256.txt")"

sqlite3 -bail many.db <<'SQL'
CREATE TABLE service_users(id INTEGER PRIMARY KEY, user_id TEXT);
CREATE TABLE tokens(id INTEGER PRIMARY KEY, service_user INTEGER, name TEXT,
    created TEXT, active INTEGER);
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5001)
INSERT INTO tokens SELECT i, 1, 't' || i, '2026-01-15', 1 FROM n;
SQL
gives too-many 1 "" \
    "tokensnap: many.db: 5001 tokens do not fit a single file, which holds at most 5000" \
    "$tokensnap" build -o other --single-file many.db
is nothing-left .tokensnap.lock "$(ls -A other)"

# A picture of the theme goes in too.
cp -r "$TOP/themes/default" mine
printf '<svg xmlns="http://www.w3.org/2000/svg"/>' >mine/assets/mark.svg
sed -i 's,<footer>,<footer><img src="assets/mark.svg" alt="" tal:attributes="src string:${page/root}assets/mark.svg"/>,' \
    mine/layout.html
build "$sample" --theme ./mine --single-file -o pictured >/dev/null
is theme-picture 1 "$(grep -c "data:image/svg+xml;base64,$(base64 -w0 \
    mine/assets/mark.svg)\"" "pictured/$name/data/single.html")"
cp -r mine markup
echo 'p::before { content: "<" }' >>markup/assets/style.css
gives markup-in-css 1 "" \
    "tokensnap: style.css: holds < or &, which cannot stand in a single file" \
    "$tokensnap" build -o other --theme ./markup --single-file "$sample"
echo 'p { background: url(style.css) }' >>mine/assets/style.css
gives other-files 1 "" \
    "tokensnap: style.css: refers to other files, which a single file does not have" \
    "$tokensnap" build -o other --theme ./mine --single-file "$sample"
