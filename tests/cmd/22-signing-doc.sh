# docs/signing.md: its commands work in their order, a receipt too; what it
# shows of VERIFY.txt is what stands there.
. "$TOP/tests/cmd/lib.sh"

doc=$TOP/docs/signing.md
mkdir bin try
ln -s "$tokensnap" bin/tokensnap
awk '/^```sh$/ { on = 1; next } /^```$/ { on = 0 } on' "$doc" >steps
make_db try/export.db </dev/null
(cd try && PATH=$WORK/bin:$PATH sh -e ../steps) >out 2>err
is steps "0 " "$? $(cat err)"
is blocks 6 "$(grep -c '^```sh$' "$doc")"
is fingerprint 1 "$(grep -cx '[0-9a-f]\{64\}  -' out)"
is trusted 1 "$(grep -c ': signed by CN=Token snapshots,O=Fjord Lane, trusted$' out)"
is receipt 1 "$(grep -cx 'Verification: OK' out)"
is receipt-time 1 "$(grep -c '^Time stamp: .* GMT$' out)"
is receipt-beside "" "$(find try/archive/2*Z -name '*.tsr')"

# A receipt is for one signature: not for a bit more, not for another.
cd try || exit 1
receipt=$(echo archive/receipts/*.tsr)
data=$(basename "$receipt" .tsr)
data=archive/$data/signature.p7s
stamped() {
	openssl ts -verify -data "$1" -in "$receipt" -CAfile "$2" 2>/dev/null
}
is stamped "Verification: OK" "$(stamped "$data" tsa.pem)"
cp "$data" changed
chmod u+w changed
echo >>changed
is stamped-other "Verification: FAILED" "$(stamped changed tsa.pem)"
is stamped-stranger "Verification: FAILED" "$(stamped "$data" job.pem)"
is good-with-receipts 0 "$("$tokensnap" verify -q --trust job.pem archive
    echo $?)"

"$tokensnap" build -q --no-sync --digest sha512 --as-of 2026-11-20 \
    -o both --sign-key job.key --sign-cert job.pem export.db >/dev/null
"$tokensnap" build -q --no-sync --digest sha512 --as-of $as_of -o both \
    --sign-key job.key --sign-cert job.pem export.db >/dev/null
awk '/^```text$/ { on = 1; next } /^```$/ { on = 0 } on' "$doc" >shown
grep '^    \$ ' both/$name/VERIFY.txt | cut -c5- >real
diff shown real >differs
is verify-txt "0 " "$? $(cat differs)"
