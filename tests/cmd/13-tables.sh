# The tables: CSV and JSON beside the pages.
. "$TOP/tests/cmd/lib.sh"

d=archive/$name/data/tables

# What the documents say is what the program prints.
awk 'on { print } /^## Columns$/ { on = 1; getline }' "$TOP/docs/tables.md" \
    >columns
"$tokensnap" tables >real
is columns "" "$(diff columns real | head -20)"
for table in $(sed -n 's/^### //p' real); do
	"$tokensnap" tables --schema "$table" >schema
	is "schema-$table" "" \
	    "$(diff "$TOP/docs/schema/$table.json" schema | head -20)"
done
is schemas "$(sed -n 's/^### //p' real | sort)" \
    "$(ls "$TOP/docs/schema" | sed 's/\.json$//' | sort)"
gives no-schema 2 "" \
    'tokensnap: tables: --schema: "token" is none of tokens, service-users, changes' \
    "$tokensnap" tables --schema token
gives odd 2 "" "tokensnap: tables: what is tokens? (see tokensnap help tables)" \
    "$tokensnap" tables tokens

# Which files there are.
build "$sample" >/dev/null
is files "service-users.csv service-users.json tokens.csv tokens.json" \
    "$(ls "$d" | xargs)"
is rows "183 42" "$(grep -c '^{"id"' "$d/tokens.json") $(
    grep -c '^{"id"' "$d/service-users.json")"
chmod -R u+w archive && rm -rf archive
build "$sample" --views list >/dev/null
is not-with-the-bare-list no "$([ -e "$d" ] && echo yes || echo no)"
