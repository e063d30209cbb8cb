# A snapshot: its output, that it is reproducible, that none is overwritten.
. "$TOP/tests/cmd/lib.sh"

build_sample() { "$tokensnap" build --as-of $as_of --timezone Europe/Berlin \
    "$@" "$sample"; }

build_sample -o a >out 2>err
is exit 0 $?
is silent "" "$(cat err)"
is summary "183 tokens (129 active, 31 revoked, 23 expired) of 42 service users" \
    "$(sed -n 1p out)"
is findings "findings: 3 critical, 10 high, 13 medium, 91 low, 9 info" \
    "$(sed -n 2p out)"
is path "a/$name/index.html" "$(sed -n 3p out)"
seal=$(sha256sum "a/$name/tagmanifest-sha256.txt" | cut -d' ' -f1)
is head "head sha256:$seal seq 1" "$(sed -n 4p out)"
is quiet-lines 2 "$(build_sample -q -o quiet | wc -l)"
is latest "$name" "$(readlink a/latest)"
is only-these ". .. .tokensnap.lock $name CHAIN.sha256 archive.json assets index.html latest" "$(ls -a a | xargs)"
is modes "700 500 400 500 400" "$(stat -c %a a "a/$name" "a/$name/index.html" \
    "a/$name/data/users" "a/$name/data/index.html" | xargs)"

mkdir elsewhere
(cd elsewhere && umask 077 && TZ=Asia/Tokyo LC_ALL=tr_TR.UTF-8 \
    build_sample -o b --jobs 1 >/dev/null) || not_ok other-environment
(umask 000 && TZ=America/New_York build_sample -o c --jobs 7 --no-sync \
    >/dev/null)
diff -r "a/$name" "elsewhere/b/$name" >diff 2>&1
is same-elsewhere "0 " "$? $(cat diff)"
diff -r "a/$name" "c/$name" >diff 2>&1
is same-threads "0 " "$? $(cat diff)"
is umask-modes "500 400" "$(stat -c %a "c/$name" "c/$name/index.html" | xargs)"

find a -printf '%p %m %s %T@ %i\n' | grep -v tokensnap.lock | sort >before
gives third-time 5 "" "tokensnap: a/$name: exists already" \
    "$tokensnap" build --as-of $as_of -o a "$sample"
find a -printf '%p %m %s %T@ %i\n' | grep -v tokensnap.lock | sort >after
is nothing-changed "$(cat before)" "$(cat after)"

gives older 1 "" \
    "tokensnap: a: 2026-11-22T000000Z is not after the newest snapshot, $name" \
    "$tokensnap" build --as-of 2026-11-22 -o a "$sample"
"$tokensnap" build -q --as-of 2026-11-24 -o a "$sample" >out
is second-seq "seq 2" "$(tail -n 1 out | grep -o 'seq .*')"
(cd a/2026-11-24T000000Z && sha256sum --strict --quiet -c previous.sha256)
is chain 0 $?
is series "$(grep Bag-Group a/$name/bag-info.txt)" \
    "$(grep Bag-Group a/2026-11-24T000000Z/bag-info.txt)"

SOURCE_DATE_EPOCH=1795448580 "$tokensnap" build -q -o epoch \
    --timezone Europe/Berlin "$sample" >/dev/null
diff -r "a/$name" "epoch/$name" >diff 2>&1
is epoch-same "0 " "$? $(cat diff)"

mkdir shared && chmod 777 shared
gives archive-open 1 "" "tokensnap: shared: others than its owner may write here (mode 0777); chmod go-w it, or use --insecure-archive" \
    "$tokensnap" build -o shared "$sample"
mkdir locked
python3 - locked/.tokensnap.lock <<'PY' 2>/dev/null &
import fcntl, struct, sys, time
f = open(sys.argv[1], "w")
f.write("4711\n"); f.flush()
fcntl.fcntl(f, 37, struct.pack("hhqqi", fcntl.F_WRLCK, 0, 0, 0, 0))
open("held", "w").close()
time.sleep(20)
PY
holder=$!
for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
	[ -e held ] && break
	sleep 0.1
done
gives locked 6 "" "tokensnap: locked: locked by process 4711" \
    "$tokensnap" build --as-of $as_of -o locked "$sample"
gives locked-index 6 "" "tokensnap: locked: locked by process 4711" \
    "$tokensnap" index locked
kill $holder
wait $holder 2>/dev/null
"$tokensnap" build -q --as-of $as_of -o locked "$sample" >/dev/null 2>&1
is lock-free-after-death 0 $?
# Without --timezone, that of the system as TZ has it, or UTC.
zone() { # TZ: the one that the snapshot names
	rm -rf zoned
	TZ=$1 "$tokensnap" build -q --no-sync --as-of $as_of \
	    -o zoned "$sample" >/dev/null 2>zone-err
	grep -o -m 1 'timezone=[^ ]*' "zoned/$name/data/provenance.json"
	chmod -R u+w zoned
}
is zone-of-system timezone=Asia/Tokyo "$(zone :Asia/Tokyo)"
is zone-of-system-said "" "$(cat zone-err)"
is zone-by-path timezone=Asia/Tokyo "$(zone /usr/share/zoneinfo/Asia/Tokyo)"
is zone-utc timezone=UTC "$(zone UTC0; cat zone-err)"
system=$(rm -rf zoned; unset TZ; "$tokensnap" build -q --no-sync --as-of \
    $as_of -o zoned "$sample" >/dev/null 2>&1; grep -o -m 1 'timezone=[^ ]*' \
    "zoned/$name/data/provenance.json"; chmod -R u+w zoned)
for tz in /etc/localtime :/etc/localtime; do
	is "zone-$tz" "$system" "$(zone $tz; cat zone-err)"
done
is zone-unknown timezone=UTC "$(zone Nowhere/At-All)"
is zone-unknown-said "tokensnap: TZ is not the name of a time zone: UTC is used" \
    "$(cat zone-err)"
"$tokensnap" build -q --mode all --digest sha512 --as-of $as_of -o open \
    "$sample" >/dev/null
is open-modes "755 555 444" "$(stat -c %a open "open/$name" \
    "open/$name/index.html" | xargs)"
(cd "open/$name" && sha512sum --strict --quiet -c manifest-sha512.txt &&
    sha512sum --strict --quiet -c tagmanifest-sha512.txt)
is sha512 0 $?
# What is published is told, also where the head cannot be printed; and with
# no standard files at all no message ends in a page.
"$tokensnap" build -q --no-sync --timezone Europe/Berlin --as-of $as_of \
    -o full "$sample" >/dev/full 2>err
is full-output "1 tokensnap: full/$name: is published, but this could not be printed: head sha256:$seal seq 1
tokensnap: standard output: No space left on device" "$? $(cat err)"
"$tokensnap" build -q --no-sync --timezone Europe/Berlin --as-of $as_of \
    -o none "$sample" <&- >&- 2>&-
is no-standard-files 1 $?
diff -r "a/$name" "none/$name" >diff 2>&1
is no-standard-files-same "0 " "$? $(cat diff)"
