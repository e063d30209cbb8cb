# Options from a file: what wins, what the provenance says of it, and what is
# refused with file and line.
. "$TOP/tests/cmd/lib.sh"

make_db small.db </dev/null
d=archive/$name/data
fresh() {
	[ ! -d archive ] || chmod -R u+w archive
	rm -rf archive
}
# made [VARIABLE=VALUE...] -- [option...]: exit, snapshots, messages.
made() {
	fresh
	set -- "$@" --config c.ini small.db
	vars=
	while [ "$1" != -- ]; do
		vars="$vars $1"
		shift
	done
	shift
	# shellcheck disable=SC2086
	env $vars "$tokensnap" build -q --no-sync "$@" >out 2>err
	echo "$? $(ls archive 2>/dev/null | grep -c '^2') $(cat err)"
}
# The value of an option in the provenance: given, or the default.
effective() {
	python3 -c 'import json, sys
for o in json.load(open(sys.argv[1]))["settings"]:
    if o["name"] == sys.argv[2]:
        print(o["value"], "default" if o["value"] == o["default"] else "given")
' "$d/provenance.json" "$1"
}

# Every kind of option, and a page of provenance that is the same by any way.
cat >c.ini <<INI
; the nightly run
[build]
as-of = $as_of
timezone = Asia/Tokyo   ; of the office
# no dashes
page-size = 500
lenient = yes
single-file = no
operator = nightly job, with spaces = and signs
INI
is good "0 1 " "$(made --)"
is zone 1 "$(grep -c Asia/Tokyo $d/index.html | awk '{ print ($1 > 0) }')"
is text "nightly job, with spaces = and signs" \
    "$(sed -n 's/.*"operator":"\([^"]*\)".*/\1/p' $d/provenance.json)"
is no no "$([ -e $d/single.html ] && echo yes || echo no)"
cp $d/provenance.html $d/provenance.json .
printf '[build]\n' >c.ini
is by-line "0 1 " "$(made -- --as-of $as_of --timezone Asia/Tokyo \
    --page-size 500 --lenient \
    --operator 'nightly job, with spaces = and signs')"
is same-html "" "$(cmp provenance.html $d/provenance.html)"
is same-json "" "$(cmp provenance.json $d/provenance.json)"
printf '[build]\noperator = nightly job, with spaces = and signs\n' >c.ini
is by-variable "0 1 " "$(made TOKENSNAP_AS_OF=$as_of \
    TOKENSNAP_TIMEZONE=Asia/Tokyo TOKENSNAP_PAGE_SIZE=500 \
    TOKENSNAP_LENIENT=1 --)"
is same-variable "" "$(cmp provenance.json $d/provenance.json)"
printf '[build]\t ; of the office\r\nas-of = %s\r\n' $as_of >c.ini
is comment-behind "0 1 " "$(made --)"

# Who wins.
printf '[build]\nas-of = %s\npage-size = 7\nlenient = yes\n' $as_of >c.ini
is file "0 1 " "$(made --)"
is file-number "7 given" "$(effective page-size)"
is file-flag "yes given" "$(effective lenient)"
is variable "0 1 " "$(made TOKENSNAP_PAGE_SIZE=8 TOKENSNAP_LENIENT=0 --)"
is variable-wins "8 given" "$(effective page-size)"
is variable-unsets "no default" "$(effective lenient)"
is line "0 1 " "$(made TOKENSNAP_PAGE_SIZE=8 TOKENSNAP_LENIENT= -- \
    --page-size 9)"
is line-wins "9 given" "$(effective page-size)"
is empty-says-nothing "yes given" "$(effective lenient)"
is epoch "0 1 " "$(made SOURCE_DATE_EPOCH=1 --)"
is file-over-epoch $name "$(ls archive | grep '^2')"
printf '[build]\nlenient = no\n' >c.ini
is flag-line "0 1 " "$(made -- --lenient --as-of $as_of)"
is flag-line-wins "yes given" "$(effective lenient)"
printf '\n\357\273\277[build]\npage-size = 7\n' | tail -n +2 >c.ini
is byte-order-mark "0 1 " "$(made -- --as-of $as_of)"
is byte-order-mark-read "7 given" "$(effective page-size)"

# The file by a variable; one that is not named is not read.
printf '[build]\npage-size = 7\nas-of = %s\n' $as_of >v.ini
printf '[build]\nas-of = %s\n' $as_of >c.ini
fresh
TOKENSNAP_CONFIG=v.ini "$tokensnap" build -q --no-sync small.db >out 2>err
is config-variable "7 given" "$(effective page-size)"
is config-line "0 1 " "$(made TOKENSNAP_CONFIG=none.ini --)"
is config-line-read "2000 default" "$(effective page-size)"

# Paths are those of the command line: from here, not from the file's folder.
mkdir -p etc notes
echo "# A note" >notes/a.md
printf '[build]\nas-of = %s\nnotes = notes\noutput = archive\nno-sync = yes\nquiet = yes\n' \
    $as_of >etc/c.ini
fresh
"$tokensnap" build --config etc/c.ini small.db >out 2>err
is paths yes "$([ -e $d/notes/a.html ] && echo yes)"
is quiet 2 "$(wc -l <out)"

# What is refused; nothing is made.
bad() { # NAME MESSAGE [option...]: c.ini is standard input
	cat >c.ini
	label=$1 message=$2
	shift 2
	fresh
	gives "$label" 2 "" "tokensnap: c.ini$message" "$tokensnap" build \
	    --config c.ini "$@" small.db
	is "$label-nothing-made" no "$([ -e archive ] && echo yes || echo no)"
}
printf '[build]\n\npagesize = 3\n' |
    bad key ':3: no option pagesize (did you mean page-size?)'
printf '[build]\nfrobnicate = 3\n' | bad far ':2: no option frobnicate'
printf '[build]\n--page-size = 3\n' |
    bad dashes ':2: no option --page-size (did you mean page-size?)'
printf '[build]\nhelp = yes\n' | bad help ':2: no option help (did you mean theme?)'
printf '[build]\nconfig = other.ini\n' | bad config ':2: no option config'
printf '[build]\nPage-Size = 3\n' |
    bad case ':2: no option Page-Size (did you mean page-size?)'
printf '[biuld]\n' | bad section ':1: no section biuld (did you mean build?)'
printf '[build]\n[verify]\n' | bad other ':2: no section verify'
printf '[]\n' | bad nameless ':1: a section without a name'
printf 'page-size = 3\n' |
    bad early ':1: page-size stands before the first [section]'
printf '[build]\npage-size = 3\npage-size = 3\n' |
    bad twice ':3: page-size stands twice'
printf '[build]\nquiet = no\n[build]\nquiet = no\n' |
    bad twice-apart ':4: quiet stands twice'
printf '[build]\npage-size = 0\n' |
    bad number ':2: page-size: "0" is not a number from 1 to 100000'
printf '[build]\npage-size = 0\n' |
    bad number-overridden \
    ':2: page-size: "0" is not a number from 1 to 100000' --page-size 5
printf '[build]\njobs = two\n' |
    bad word ':2: jobs: "two" is not a number from 1 to 64'
printf '[build]\nlenient = 1\n' |
    bad flag ':2: lenient: "1" is neither yes nor no'
printf '[build]\nlenient = maybe\n' |
    bad flag-overridden ':2: lenient: "maybe" is neither yes nor no' --lenient
printf '[build]\ntheme =\n' | bad empty ':2: theme has no value'
printf '[build]\nlenient\n' | bad bare ':2: neither a [section] nor a key = value'
printf '[build\nquiet = yes\n' | bad open ':1: a section without a ]'
printf '[build ; ]\nquiet = yes\n' |
    bad open-comment ':1: a section without a ]'
printf '[build] x\n' | bad behind ':1: text behind [build]'
printf '[build] quiet = yes\n' | bad behind-key ':1: text behind [build]'
printf '[build];x\n' | bad behind-no-blank ':1: text behind [build]'
printf '[build] # x\n' | bad behind-hash ':1: text behind [build]'
printf '[build]\noperator = %0300d\n' 0 | bad long ':2: a line of more than 198 bytes'
printf '[build]\noperator = \377\n' | bad utf8 ':2: not UTF-8 text'
printf '[build]\noperator = a\0b\n' | bad nul ':2: not UTF-8 text'
printf '[build]\n\033[31m = 1\n' | bad escape ':2: no option ?[31m'

# Values that are looked at once all is read say where they stand, too.
printf '[build]\n\nmode = us\n' |
    bad mode ':3: mode: "us" is none of owner, group, all'
printf '[build]\nas-of = tomorrow\n' |
    bad as-of ":2: as-of: \"tomorrow\" is not a time like $as_of"
printf '[build]\ntimezone = Mars\n' |
    bad zone ':2: timezone: "Mars" is not a time zone'
printf '[build]\ncadence = often\n' |
    bad cadence ':2: cadence: "often" is not a number from 1 to 10000 of days, weeks or months like 90d, 13w or 3m'
printf '[build]\ndigest = md5\n' |
    bad digest ':2: digest: "md5" is none of sha256, sha512'
printf '[build]\nviews = none\n' |
    bad views ':2: views: "none" is none of default, list, all'
printf '[build]\nprofile = pcii\n' |
    bad profile ':2: profile: no profile pcii (did you mean pci?)'
printf '[build]\nfail-on = grave\n' |
    bad fail-on ':2: fail-on: "grave" is none of critical, high, medium, low, info'
printf '[build]\nfail-on = high\n' |
    bad fail-on-list ':2: fail-on needs findings, which --views list leaves out' \
    --views list
printf '[build]\nsign-cert = c.pem\n' |
    bad cert ':2: sign-cert is of no use without --sign-key'
printf '[build]\nsign-key = k.pem\n' | bad sign-key ':2: sign-key needs --sign-cert'
printf '[build]\npassphrase-file = f\npassphrase-fd = 3\nsign-key = k\nsign-cert = c\n' |
    bad passphrase ':2: passphrase-file or --passphrase-fd, not both'

# Files that are none.
rm -f c.ini
gives missing 2 "" "tokensnap: c.ini: No such file or directory" \
    "$tokensnap" build --config c.ini small.db
gives folder 2 "" "tokensnap: etc: is a directory" \
    "$tokensnap" build --config etc small.db
ln -s etc/c.ini link.ini
gives link 2 "" "tokensnap: link.ini: is a symbolic link" \
    "$tokensnap" build --config link.ini small.db
gives no-file 2 "" "tokensnap: build: --config: empty value" \
    "$tokensnap" build --config= small.db
gives variable-missing 2 "" "tokensnap: none.ini: No such file or directory" \
    env TOKENSNAP_CONFIG=none.ini "$tokensnap" build small.db

# The example of the manual page is good.
sed -n '/^\[build\]$/,/^\.Ed/p' "$TOP/docs/man/tokensnap-build.1" |
    sed '$d; s,/srv/archive,archive,' >nightly.ini
is example-there 6 "$(wc -l <nightly.ini)"
fresh
"$tokensnap" build --no-sync --config nightly.ini small.db >out 2>err
is example "0 2 " "$? $(wc -l <out) $(cat err)"
fresh
