# The whole program under ThreadSanitizer and valgrind: a build whose sort
# goes through its temp file, with more threads than processors, and a check.
. "$TOP/tests/cmd/lib.sh"

sqlite3 -bail many.db <<'SQL'
CREATE TABLE service_users(id INTEGER PRIMARY KEY, user_id TEXT UNIQUE);
CREATE TABLE tokens(id INTEGER PRIMARY KEY, service_user INTEGER, name TEXT,
    created TEXT, expiration TEXT, last_used TEXT, active INTEGER);
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300)
INSERT INTO service_users SELECT i, 'u-' || (i * 7919 % 300) FROM n;
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 9000)
INSERT INTO tokens SELECT i, i * 31 % 303, printf('%0900d', i * 7919 % 9000),
    '2026-01-15T10:30:00Z', NULL, NULL, i % 3 > 0 FROM n;
SQL

TSAN_OPTIONS=halt_on_error=1 "$TOP/build/tokensnap-tsan" build -q --jobs 4 \
    --as-of $as_of --timezone UTC -o threads many.db >/dev/null 2>err
is threads "0 " "$? $(cat err)"
TSAN_OPTIONS=halt_on_error=1 "$TOP/build/tokensnap-tsan" verify -q \
    "threads/$name" >/dev/null 2>err
is threads-verify "0 " "$? $(cat err)"
"$tokensnap" build -q --jobs 1 --as-of $as_of --timezone UTC -o one many.db \
    >/dev/null
# The provenance names the binary, and the manifests have its digest.
diff -r -x 'provenance.*' -x '*manifest-*' "threads/$name" "one/$name" \
    >diff 2>&1
is same-pages "0 " "$? $(cat diff)"
for page in threads one; do
	grep -v '^,\{0,1\}"program":' "$page/$name/data/provenance.json" \
	    >"$page.json"
done
is same-provenance "" "$(diff threads.json one.json)"

# A second one, which is compared with the first; and a diff of both.
later=2026-12-23
sqlite3 many.db "UPDATE tokens SET name = 'x' || name WHERE id % 3 = 0;
    UPDATE tokens SET last_used = '2026-12-01' WHERE id % 3 = 1;
    DELETE FROM tokens WHERE id % 10 = 2;
    DELETE FROM service_users WHERE id % 10 = 7"
TSAN_OPTIONS=halt_on_error=1 "$TOP/build/tokensnap-tsan" build -q --jobs 4 \
    --as-of ${later}T15:43:00Z --timezone UTC -o threads many.db \
    >/dev/null 2>err
is threads-changes "0 " "$? $(cat err)"
"$tokensnap" build -q --jobs 1 --as-of ${later}T15:43:00Z --timezone UTC \
    -o one many.db >/dev/null
diff -r -x 'provenance.*' "threads/${later}T154300Z/data" \
    "one/${later}T154300Z/data" >diff 2>&1
is same-changes "0 " "$? $(head -5 diff)"
valgrind -q --error-exitcode=9 --leak-check=full \
    --errors-for-leak-kinds=definite "$tokensnap" diff --used \
    "one/$name" one/latest >/dev/null 2>err
is memory-diff "0 " "$? $(grep -v '^--' err)"

valgrind -q --error-exitcode=9 --leak-check=full \
    --errors-for-leak-kinds=definite "$tokensnap" build -q --jobs 2 \
    --as-of $as_of --timezone UTC -o memory "$sample" >/dev/null 2>err
# Valgrind does not know openat2 and says so in lines that begin with "--".
is memory "0 " "$? $(grep -v '^--' err)"
valgrind -q --error-exitcode=9 --leak-check=full \
    --errors-for-leak-kinds=definite "$tokensnap" build -q --jobs 2 \
    --as-of ${later}T15:43:00Z --timezone UTC --stale-after 90 -o memory \
    "$sample" >/dev/null 2>err
is memory-changes "0 " "$? $(grep -v '^--' err)"

# verify on what is damaged, on an archive, and on a bag with twins.
cp -r "one/$name" damaged
chmod -R u+w damaged
rm damaged/data/index.html
echo >>damaged/bag-info.txt
mkfifo damaged/pipe
. "$TOP/tests/hostile/bags/lib.sh"
bag 0.97 md5 sha256
echo x >b/data/HELLO.txt
echo 'http://example.org/ 6 data/hello.txt' >b/fetch.txt
sed -i 's/UTF-8/ISO-8859-1/' b/bagit.txt
seal md5 sha256
for tool in "$TOP/build/tokensnap-tsan" "valgrind -q --error-exitcode=9 \
    --leak-check=full --errors-for-leak-kinds=definite $tokensnap"; do
	label=${tool%% *}
	label=${label##*/}
	for options in "4 --no-modes damaged" "0 --json one" \
	    "4 --bag --jobs 4 b" "4 --jobs 4 --json --no-modes damaged"; do
		# shellcheck disable=SC2086
		TSAN_OPTIONS=halt_on_error=1 $tool verify ${options#* } >out \
		    2>err
		is "$label-verify-${options#* }" "${options%% *} 0" \
		    "$? $(grep -cE '^==|WARNING: Thread' err)"
	done
done
