# The tables: CSV and JSON beside the pages.
. "$TOP/tests/cmd/lib.sh"

d=archive/$name/data/tables
tests=$TOP/tests/tables
schemas=$TOP/docs/schema
# A Python with the validator; Debian's has it, another may be first.
for python in python3 /usr/bin/python3; do
	$python -c 'import jsonschema' 2>/dev/null && break
done

# Build an export in UTC into "archive", anew.
anew() {
	[ ! -d archive ] || { chmod -R u+w archive && rm -rf archive; }
	build "$@" --timezone UTC >/dev/null
}

# What the documents say is what the program prints.
awk 'on { print } /^## Columns$/ { on = 1; getline }' "$TOP/docs/tables.md" \
    >columns
"$tokensnap" tables >real
is columns "" "$(diff columns real | head -20)"
for table in $(sed -n 's/^### //p' real); do
	"$tokensnap" tables --schema "$table" >schema
	is "schema-$table" "" "$(diff "$schemas/$table.json" schema | head -20)"
done
is schemas "$(sed -n 's/^### //p' real | sort)" \
    "$(ls "$schemas" | sed 's/\.json$//; /^provenance$/d' | sort)"
gives no-schema 2 "" "tokensnap: tables: --schema: \"token\" is none of $(
    sed -n 's/^### //p' real | paste -s -d , | sed 's/,/, /g')" \
    "$tokensnap" tables --schema token
gives odd 2 "" "tokensnap: tables: what is tokens? (see tokensnap help tables)" \
    "$tokensnap" tables tokens

# Not with the bare list.
anew "$sample" --views list
is bare-list no "$([ -e "$d" ] && echo yes || echo no)"
is bare-links 0 "$(cat archive/$name/index.html archive/$name/data/*.html |
    grep -c 'href="[^"]*tables/')"

# valid NAME: every table of the snapshot against its schema.
valid() {
	for file in "$d"/*.json; do
		table=$(basename "$file" .json)
		is "$1-valid-$table" "0 " "$($python "$tests/valid.py" \
		    "$schemas/$table.json" "$file" >out 2>&1; echo $?) $(
		    cat out)"
	done
}

# same NAME FILE WANTED [option...]: pages, CSV, JSON and export are the same.
same() {
	label=$1 file=$2 wanted=$3
	shift 3
	anew "$file" "$@"
	is "$label-same" "$wanted, 0 differences" "$(python3 "$tests/same.py" \
	    archive/$name "$file" "$schemas")"
	valid "$label"
}
for case in "$TOP"/tests/page/*/; do
	label=$(basename "$case")
	sqlite3 -bail "$label.db" <"$case/export.sql"
	# shellcheck disable=SC2046
	same "$label" "$label.db" "$(sqlite3 "$label.db" \
	    'SELECT count(*) FROM tokens') tokens, $(sqlite3 "$label.db" \
	    'SELECT count(*) FROM service_users') service users" \
	    $(cat "$case/options" 2>/dev/null)
done
python3 "$tests/make.py" 20261123 20000 800 random.db
same random random.db "20000 tokens, 800 service users" --lenient
is secret "" "$(grep -l CANARY "$d"/*)"

# Whatever the threads, the zone and the language.
sha256sum "$d"/* >sums
anew random.db --lenient --jobs 1
is one-thread "" "$(sha256sum "$d"/* | diff sums -)"
chmod -R u+w archive && rm -rf archive
LC_ALL=C.UTF-8 TZ=America/New_York build random.db --lenient \
    --timezone Asia/Kolkata >/dev/null
is other-zone "" "$(sha256sum "$d"/* | diff sums -)"

# The comparison sees what differs: one cell, one row, one page.
same sample "$sample" "183 tokens, 42 service users"
chmod -R u+w archive
differs() {
	cp "$2" kept
	sed -i "$3" "$2"
	is "sees-$1" 1 "$(python3 "$tests/same.py" archive/$name "$sample" \
	    "$schemas" >out 2>&1; grep -q '^differs: ' out; echo "$((! $?))")"
	cp kept "$2"
}
differs cell "$d/tokens.csv" '5s/Z,/Y,/'
differs row "$d/tokens.csv" 9d
differs json "$d/tokens.json" 's/"scim":0/"scim":1/'
differs team "$d/service-users.json" 's/"Public"/"Public "/'
differs page "archive/$name/data/index.html" 's/<b>Revoked</<b>Expired</'
differs unquoted "$d/tokens.csv" '5s/"//g'

# A schema sees it too.
$python - "$d" <<'EOT'
import json, sys
with open(sys.argv[1] + "/tokens.json") as f:
    table = json.load(f)
for n, change in enumerate((("state", "gone"), ("created", "2026-01-15"), ("id", "7"), ("more", 1), ("scim", True))):
    wrong = dict(table, rows=[dict(table["rows"][0], **{change[0]: change[1]})])
    with open(f"wrong{n}.json", "w") as f:
        json.dump(wrong, f)
EOT
for file in wrong*.json; do
	is "schema-sees-$file" 1 "$($python "$tests/valid.py" \
	    "$schemas/tokens.json" "$file" >/dev/null 2>&1; echo $?)"
done

# What docs/tables.md shows.
awk '/^```/ { n += on = !on; part = "cmd"; next }
    on && part == "cmd" && $0 == "" { part = "want"; next }
    on { sub(/^\$ /, ""); print >("doc-" n "." part) }' "$TOP/docs/tables.md"
for doc in doc-*.cmd; do
	n=${doc%.cmd}
	touch "$n.want"
	is "$n" "$(cat "$n.want")" "$(HOME=$PWD sh "$doc" 2>err | grep -v '^convert ')"
done
is docs 4 "$(ls doc-*.cmd | wc -l)"
is workbook 1 "$(python3 -m zipfile -e tokens.xlsx book &&
    grep -c '>Provider trial<' book/xl/sharedStrings.xml)"
is one-token 1 "$(grep -c '^{"id":51,' "$d/tokens.json")"

# No text becomes a formula in a spreadsheet.
python3 "$tests/hostile.py" hostile.db
same hostile hostile.db "42 tokens, 42 service users" --lenient
mkdir sheets
python3 "$tests/sheet.py" sheets "$d/tokens.csv" "$d/service-users.csv" >out 2>&1
is no-formula 0 "$?"
is all-rows "43 43" "$(sed -n 's/ rows, .* 0 faults$//p' out | xargs)"
sed '/ 0 faults$/d' out

# The page about the snapshot has the whole rule, and asks for what is needed.
chmod -R u+w archive && rm -rf archive
build "$sample" >/dev/null
about=archive/$name/data/about.html
is about-guard 1 "$(grep -c 'and one behind each <code>;</code>, tab, CR and LF' \
    "$about")"
is about-tools "1 0" "$(grep -c 'GNU coreutils and findutils, diffutils, grep and OpenSSL 3' \
    "$about") $(grep -c 'every Unix system' "$about")"
