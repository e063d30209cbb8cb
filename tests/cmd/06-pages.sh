# The pages of the sample: well-formed, complete, no secret, links that lead.
. "$TOP/tests/cmd/lib.sh"

build "$sample" >/dev/null
s=archive/$name
tokens=$(sqlite3 "$sample" 'SELECT count(*) FROM tokens')
users=$(sqlite3 "$sample" 'SELECT count(*) FROM service_users')

xmllint --noout "$s/index.html" "$s"/data/*.html "$s"/data/users/*.html 2>err
is well-formed "0 " "$? $(cat err)"
(cd "$s" && sha256sum --strict --quiet -c manifest-sha256.txt &&
    sha256sum --strict --quiet -c tagmanifest-sha256.txt)
is manifests 0 $?

# rows FILE...: how many rows of tokens, and how many different ones.
rows() {
	for file; do
		xmllint --xpath '//table[@class="tokens"]/tbody/tr/@id' \
		    "$file" 2>/dev/null
		echo
	done | grep -o 'token-[0-9]*' | sort | uniq -c |
	    awk '{ n += $1; d++ } END { print n + 0, d + 0 }'
}
is rows-list "$tokens $tokens" "$(rows "$s/data/index.html")"
is rows-users "$tokens $tokens" "$(rows "$s"/data/users/*.html)"
is user-pages "$users" "$(find "$s/data/users" -type f | wc -l)"
is cells "$tokens $tokens $tokens $tokens" "$(for cell in \
    'th[@class="service-user" and @scope="row"]' 'td[@class="token"]' \
    'td[@class="last-used"]' 'td[@class="status"]'; do
	xmllint --xpath "count(//tbody/tr/$cell)" "$s/data/index.html"
	echo
done | xargs)"

# time ID CELL: the tooltip, the instant and the words of a token's time.
time_of() {
	xmllint --xpath "concat(//tr[@id='token-$1']/td[@class='$2']//*[@title]/@title, ' | ', //tr[@id='token-$1']/td[@class='$2']//@datetime, ' | ', //tr[@id='token-$1']/td[@class='$2']//*[self::time or @title])" \
	    "$s/data/index.html"
}
soon=$(sqlite3 "$sample" "SELECT id FROM tokens WHERE expiration = '2026-12-23T15:43:00Z'")
is in-30-days "2026-12-23 16:43:00 CET (UTC+01:00) | 2026-12-23T15:43:00Z | Expires in 30 days" \
    "$(time_of "$soon" token)"
unused=$(sqlite3 "$sample" "SELECT id FROM tokens WHERE last_used IS NULL AND created LIKE '2026-11%' LIMIT 1")
is not-used "Created 2026-11- |  | Not used yet" \
    "$(time_of "$unused" last-used | sed 's/\(Created 2026-11-\)[^|]*/\1 /')"
for state in revoked expired; do
	is "$state-keeps-last-use" "" "$(xmllint --xpath \
	    "//tr[@class='$state']/td[@class='last-used']" \
	    "$s/data/index.html" | grep '<td' |
	    grep -v -e 'Last used [^<]* ago' -e 'Not used yet')"
done

is canary-there "$tokens" "$(sqlite3 "$sample" \
    "SELECT count(*) FROM tokens WHERE token_hash LIKE '%CANARY%'")"
is canary-nowhere "" "$(grep -rl CANARY archive)"
is no-script "" "$(grep -rliE '<script|javascript:| on[a-z]+=| style=' \
    "$s" --include=*.html)"
is no-address "" "$(grep -rhoE '(src|href)="[a-z]+:[^"]*"' "$s" \
    --include=*.html | sort -u)"
is no-copy "" "$(find archive -name '*.db*')"

# Every link names a file that is there.
find "$s" -name '*.html' | while read -r file; do
	dir=$(dirname "$file")
	grep -oE '(src|href)="[^"#]+' "$file" | sed 's/^[a-z]*="//' |
	    sort -u | while read -r link; do
		[ -f "$dir/$link" ] || echo "$file: $link"
	done
done >broken
is links "" "$(cat broken)"
sqlite3 -bail "$sample" <"$s/data/queries.sql" >/dev/null 2>err
is queries-run "0 " "$? $(cat err)"

# A list on several pages holds every row once, in the same order.
"$tokensnap" build -q --no-sync --as-of $as_of --timezone Europe/Berlin \
    -o paged --page-size 7 "$sample" >/dev/null
order() {
	for file; do
		grep -o '<tr id="token-[0-9]*"' "$file"
	done
}
# shellcheck disable=SC2046
is paged-order "$(order "$s/data/index.html")" "$(order \
    "paged/$name/data/index.html" $(ls "paged/$name/data" |
    grep '^tokens-' | sort -t- -k2n | sed "s,^,paged/$name/data/,"))"
is paged-users "$tokens $tokens" "$(rows paged/"$name"/data/users/*.html)"
