# docs/verify.md: its commands give what it shows.
. "$TOP/tests/cmd/lib.sh"

mkdir bin
ln -s "$tokensnap" bin/tokensnap
PATH=$WORK/bin:$PATH
head=$("$tokensnap" build -q --no-sync --as-of $as_of --timezone \
    Europe/Berlin -o archive "$sample" | tail -n 1)
cp -r archive whole

# What differs from build to build: digests, sizes, names of series.
general() {
	sed -E 's/[0-9a-f]{64}/…/g; s/tokensnap-[0-9a-f]{16}/tokensnap-…/
	    s/Oxum is [0-9.]+/Oxum is …/; s/there are [0-9]+/there are …/
	    s/[0-9]+ files/N files/; s/"files":[0-9]+/"files":N/
	    s/[0-9]+ bytes/M bytes/; s/"bytes":[0-9]+/"bytes":M/
	    s/… bytes/M bytes/'
}
# Commands with an option find the archive whole again.
sed -n 's/^    //p' "$TOP/docs/verify.md" >lines
n=0
: >wanted
run() {
	[ -n "$command" ] || return 0
	(eval "$command") >got 2>&1 </dev/null
	is "line-$n" "$(general <wanted)" "$(general <got)"
	: >wanted
}
command=
while IFS= read -r line; do
	case $line in
	'$ '*)
		run
		n=$((n + 1))
		command=$(echo "${line#??}" | sed "s/head sha256:… seq 1/$head/")
		case $command in
		*--*)
			chmod -R u+w archive
			rm -rf archive
			cp -r whole archive
			;;
		rm*) command="chmod u+w archive/$name/data; $command
chmod u-w archive/$name/data" ;;
		esac
		;;
	*) printf '%s\n' "$line" >>wanted ;;
	esac
done <lines
run
is commands 6 $n
