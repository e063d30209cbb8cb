# Signatures: what is refused before anything is made, what is published, and
# what verify says of it.
. "$TOP/tests/cmd/lib.sh"

# pair NAME [OPENSSL-REQ-OPTION...]: NAME.key and NAME.pem, self-signed.
pair() {
	pair=$1
	shift
	openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes \
	    -keyout "$pair.key" -out "$pair.pem" -days 30 \
	    -subj '/O=Fjord Lane/CN=Token job' "$@" 2>/dev/null
	chmod 600 "$pair.key"
}
sign() {
	"$tokensnap" build -q --no-sync --as-of $as_of --timezone Europe/Berlin \
	    -o "$@" "$sample"
}
# refuses NAME MESSAGE OPTION...: exit 2, one line, nothing made.
refuses() {
	label=$1 message=$2
	shift 2
	gives "$label" 2 "" "tokensnap: $message" \
	    "$tokensnap" build -q --as-of $as_of -o none "$@" "$sample"
	[ -e none ] && not_ok "$label-made-something"
}

pair job
pair stranger
refuses cert-missing "build: --sign-key needs --sign-cert" --sign-key job.key
refuses key-missing "build: --sign-cert is of no use without --sign-key" \
    --sign-cert job.pem
refuses chain-alone "build: --sign-chain is of no use without --sign-key" \
    --sign-chain job.pem
refuses passphrase-alone \
    "build: --passphrase-fd is of no use without --sign-key" --passphrase-fd 0
refuses passphrase-twice \
    "build: --passphrase-file or --passphrase-fd, not both" --passphrase-fd 0 \
    --passphrase-file p --sign-key job.key --sign-cert job.pem
refuses key-none "none.key: No such file or directory" \
    --sign-key none.key --sign-cert job.pem
refuses mismatch "stranger.pem: is not the certificate of job.key" \
    --sign-key job.key --sign-cert stranger.pem
cp job.key open.key
chmod 644 open.key
refuses key-readable "open.key: others than its owner may use it (mode 0644); chmod go= it" \
    --sign-key open.key --sign-cert job.pem
openssl genrsa -out weak.key 2048 2>/dev/null
chmod 600 weak.key
refuses key-weak "weak.key: RSA key of 2048 bits is too weak; use P-256 or RSA of at least 3072 bits" \
    --sign-key weak.key --sign-cert job.pem
openssl genpkey -algorithm ed25519 -out ed.key
chmod 600 ed.key
refuses key-ed25519 "ed.key: Ed25519 key: OpenSSL before 3.2 can neither make nor check such a signature (this is $(openssl version | cut -d' ' -f2)); use P-256 or RSA of at least 3072 bits" \
    --sign-key ed.key --sign-cert job.pem
cat >ca.cnf <<'EOT'
[ca]
default_ca = d
[d]
database = index
new_certs_dir = .
serial = serial
default_md = sha256
policy = p
[p]
commonName = supplied
EOT
: >index
echo 01 >serial
openssl req -new -key job.key -subj /CN=past -out past.csr
openssl ca -batch -notext -config ca.cnf -selfsign -keyfile job.key \
    -in past.csr -startdate 20200101000000Z -enddate 20210101000000Z \
    -out past.pem 2>/dev/null
refuses cert-expired "past.pem: expired at 2021-01-01T00:00:00Z" \
    --sign-key job.key --sign-cert past.pem
is nothing-made no "$([ -e none ] && echo yes || echo no)"

sign a --sign-key job.key --sign-cert job.pem >out 2>err
is signs "0 " "$? $(cat err)"
s=a/$name
fingerprint=$(openssl x509 -in job.pem -outform DER | sha256sum | cut -d' ' -f1)
is says-who "Tokensnap-Signer: CN=Token job,O=Fjord Lane
Tokensnap-Signer-SHA256: $fingerprint" "$(grep Tokensnap-Sign $s/bag-info.txt)"
is not-in-manifest 0 "$(grep -c signature $s/tagmanifest-sha256.txt)"
is stock-openssl "CAdES Verification successful" "$(openssl cms -verify -cades \
    -binary -inform PEM -in $s/signature.p7s -content \
    $s/tagmanifest-sha256.txt -CAfile job.pem -purpose any -out /dev/null 2>&1)"
is no-smimecap 0 "$(openssl cms -cmsout -print -noout -inform PEM \
    -in $s/signature.p7s | grep -c SMIME-CAPS)"
verified() { "$tokensnap" verify "$@" 2>&1 | sed -n 2p; }
is unchecked "$s: signed by CN=Token job,O=Fjord Lane, not checked: no --trust" \
    "$(verified $s)"
is trusted "$s: signed by CN=Token job,O=Fjord Lane, trusted" \
    "$(verified --trust job.pem $s)"
is trusted-exit 0 "$("$tokensnap" verify -q --trust job.pem $s; echo $?)"
gives foreign 4 "" "tokensnap: $s: signature.p7s: is by CN=Token job,O=Fjord Lane, who is not trusted: self-signed certificate
tokensnap: $s: 1 fault" "$tokensnap" verify --trust stranger.pem $s
gives expired 4 "" "tokensnap: $s: signature.p7s: is by CN=Token job,O=Fjord Lane, who is not trusted: certificate has expired (--at TIME checks as of the time of a receipt)
tokensnap: $s: 1 fault" "$tokensnap" verify --trust job.pem --at 2099-01-01 $s
gives trust-none 2 "" "tokensnap: none.pem: No such file or directory" \
    "$tokensnap" verify --trust none.pem $s
gives at-alone 2 "" "tokensnap: verify: --at is of no use without --trust" \
    "$tokensnap" verify --at 2026-11-23 $s
gives at-bad 2 "" "tokensnap: verify: --at: \"x\" is not a time like $as_of" \
    "$tokensnap" verify --trust job.pem --at x $s

# Everything but the signature is the same again; with RSA that too.
sign b --sign-key job.key --sign-cert job.pem >/dev/null
diff -rq $s b/$name >diff
is same-but-signature "Files $s/signature.p7s and b/$name/signature.p7s differ" \
    "$(cat diff)"
openssl req -x509 -newkey rsa:3072 -nodes -keyout rsa.key -out rsa.pem \
    -days 30 -subj /CN=RSA 2>/dev/null
chmod 600 rsa.key
sign c --sign-key rsa.key --sign-cert rsa.pem >/dev/null
sign d --sign-key rsa.key --sign-cert rsa.pem >/dev/null
diff -rq c/$name d/$name >diff
is same-with-rsa "0 " "$? $(cat diff)"

# damaged NAME MESSAGES COMMAND: on a fresh copy called w, with --trust.
damaged() {
	[ ! -e w ] || chmod -R u+w w
	rm -rf w
	cp -r $s w
	chmod -R u+w w
	(cd w && eval "$3")
	n=$(echo "$2" | wc -l)
	[ "$n" = 1 ] && faults="1 fault" || faults="$n faults"
	gives "$1" 4 "" "$(echo "$2" | sed 's/^/tokensnap: w: /')
tokensnap: w: $faults" "$tokensnap" verify --no-modes --trust job.pem w
}
p7=signature.p7s
damaged strip "$p7: is missing, but bag-info.txt names a signer" "rm $p7"
# All made anew by somebody else, who does not sign, or signs.
sign e >/dev/null
sign f --sign-key stranger.key --sign-cert stranger.pem >/dev/null
damaged strip-all "$p7: is missing: the snapshot is not signed" \
    "cd .. && rm -r w && cp -r e/$name w"
damaged re-sign-all "$p7: is by CN=Token job,O=Fjord Lane, who is not trusted: self-signed certificate" \
    "cd .. && rm -r w && cp -r f/$name w"
damaged re-sign "$p7: is by CN=Token job,O=Fjord Lane, not by whom bag-info.txt names
$p7: is by CN=Token job,O=Fjord Lane, who is not trusted: self-signed certificate" \
    "openssl cms -sign -binary -cades -nosmimecap -md sha256 -signer ../stranger.pem -inkey ../stranger.key -in tagmanifest-sha256.txt -outform PEM -out $p7"
"$tokensnap" build -q --no-sync --as-of 2026-11-24 -o a --sign-key job.key \
    --sign-cert job.pem "$sample" >/dev/null
damaged swap "$p7: is over another tagmanifest-sha256.txt than this one" \
    "cp -f ../a/2026-11-24T000000Z/$p7 $p7"
# Other bytes that mean the same: nothing covers them but their form.
cat >other.py <<'PY'
import base64, sys

def split(data):
    parts, at = [], 0
    while at < len(data):
        size, start = data[at + 1], at + 2
        if size > 127:
            start += size - 128
            size = int.from_bytes(data[at + 2:start], "big")
        parts.append([data[at], data[start:start + size]])
        at = start + size
    return parts

def join(parts):
    out = b""
    for tag, value in parts:
        size = len(value).to_bytes(4, "big").lstrip(b"\0") or b"\0"
        if len(value) > 127:
            size = bytes([128 + len(size)]) + size
        out += bytes([tag]) + size + value
    return out

way, path = sys.argv[1:]
lines = open(path).read().split()
first, last = " ".join(lines[:2]), " ".join(lines[-2:])
content = split(split(base64.b64decode("".join(lines[2:-2])))[0][1])
signed = split(split(content[1][1])[0][1])
signer = split(split(signed[-1][1])[0][1])
digest = signed[1][1]
signed[1][1] = {
    "more": digest + digest[:-1] + b"\3", "twice": digest + digest,
    "none": b"", "null": join([[48, split(digest)[0][1] + b"\5\0"]]),
}.get(way, digest)
if way == "behind":
    signer.append([0xa1, b""])
signed[-1][1] = join([[48, join(signer)]])
content[1][1] = join([[48, join(signed)]])
text = base64.b64encode(join([[48, join(content)]])).decode()
lines = [text[i:i + 64] for i in range(0, len(text), 64)]
open(path, "w").write("\n".join([first] + lines + [last, ""]))
PY
chmod -R u+w w
rm -rf w
cp -r $s w
chmod -R u+w w
python3 other.py same w/$p7
is other-same "" "$(cmp w/$p7 $s/$p7 2>&1)"
for way in more twice none null behind; do
	damaged other-$way "$p7: is not of the form that tokensnap makes (CAdES, SHA-256)" \
	    "python3 ../other.py $way $p7"
done
is not-signed "e/$name: not signed" "$(verified e/$name)"
is not-signed-said "Tokensnap-Signature: none" \
    "$(grep Tokensnap-Sign e/$name/bag-info.txt)"

# A root, an authority, and the signer that it vouches for.
pair root -subj '/CN=Root'
for who in ca leaf; do
	openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes \
	    -keyout $who.key -out $who.csr -subj "/CN=$who" 2>/dev/null
	chmod 600 $who.key
done
echo basicConstraints=critical,CA:TRUE >ext
openssl x509 -req -in ca.csr -CA root.pem -CAkey root.key -days 30 \
    -extfile ext -out ca.pem 2>/dev/null
openssl x509 -req -in leaf.csr -CA ca.pem -CAkey ca.key -days 30 \
    -out leaf.pem 2>/dev/null
sign g --sign-key leaf.key --sign-cert leaf.pem --sign-chain ca.pem >/dev/null
is chain-trusted "g/$name: signed by CN=leaf, trusted" \
    "$(verified --trust root.pem g/$name)"
refuses chain-elsewhere "job.pem: does not lead on from the certificate: unable to get local issuer certificate" \
    --sign-key leaf.key --sign-cert leaf.pem --sign-chain job.pem

# Passphrases come from a file or a descriptor, never from the command line.
openssl pkcs8 -topk8 -in job.key -out locked.key -passout pass:sesame
chmod 600 locked.key
refuses locked "locked.key: is encrypted; give --passphrase-file or --passphrase-fd" \
    --sign-key locked.key --sign-cert job.pem
(umask 077; echo sesame >right; echo barley >wrong)
refuses locked-wrong "locked.key: cannot be decrypted with this passphrase" \
    --sign-key locked.key --sign-cert job.pem --passphrase-file wrong
sign h --sign-key locked.key --sign-cert job.pem --passphrase-file right \
    >/dev/null
is passphrase-file "h/$name: signed by CN=Token job,O=Fjord Lane, trusted" \
    "$(verified --trust job.pem h/$name)"
sign i --sign-key locked.key --sign-cert job.pem --passphrase-fd 7 7<right \
    >/dev/null
is passphrase-fd 0 "$("$tokensnap" verify -q --trust job.pem i/$name; echo $?)"
is passphrase-nowhere "" "$(grep -rl sesame h i)"
