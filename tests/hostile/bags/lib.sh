# Sourced by the suites of this folder: bags made on the spot.  Each case makes
# a bag called b, breaks it, and says with which exit and for which reasons
# verify --bag must end.

cr=$(printf '\r')
tab=$(printf '\t')

# digest NAME FILE: in hexadecimal.
digest() {
	openssl dgst -r "-$1" "$2" | cut -d' ' -f1
}

# lines OPENSSL: of a manifest, over the files whose names come on standard
# input, one a line; all in one process.
lines() {
	sort | xargs -rd '\n' openssl dgst -r "-$1" | sed 's/ \*/  /'
}

# seal [NAME:OPENSSL...]: manifests over all that is in b, in these digests;
# the second name is that of openssl where it is another one.
seal() {
	[ $# -gt 0 ] || set -- sha256
	for pair in "$@"; do
		(cd b && find data -type f | lines "${pair#*:}" \
		    >"manifest-${pair%%:*}.txt")
	done
	reseal "$@"
}

# reseal [NAME:OPENSSL...]: the tag manifests only.
reseal() {
	[ $# -gt 0 ] || set -- sha256
	for pair in "$@"; do
		(cd b && find . -type f ! -path './data/*' \
		    ! -name 'tagmanifest-*' -printf '%P\n' |
		    lines "${pair#*:}" >"tagmanifest-${pair%%:*}.txt")
	done
}

# bag VERSION [NAME:OPENSSL...]: a plain bag b with two files.
bag() {
	rm -rf b
	mkdir -p b/data/more
	echo hello >b/data/hello.txt
	echo world >b/data/more/world.txt
	version=$1
	shift
	printf 'BagIt-Version: %s\nTag-File-Character-Encoding: UTF-8\n' \
	    "$version" >b/bagit.txt
	info=bag-info.txt
	case $version in
	0.9[345]) info=package-info.txt ;;
	esac
	printf 'Source-Organization: tests\nPayload-Oxum: 12.2\n' >b/$info
	seal "$@"
}

# ends NAME EXIT REASONS: what b gives.  REASONS are all lines on standard
# error but the count of faults and, where they are not what is tested, the
# warnings that every bag of its kind gets.
usual='version 0\.9. is old|is weak: files|Payload-Oxum: nothing|has no tag man'
ends() {
	"$tokensnap" verify --bag b >out 2>err </dev/null
	got="exit $?
$(sed 's/^tokensnap: b: //' err | grep -v '^[0-9]* faults*$' |
    grep -vE "${hide-$usual}")"
	is "$1" "exit $2
$3" "$got"
}
