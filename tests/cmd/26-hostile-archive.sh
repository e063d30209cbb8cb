# The archives of docs/threats.md: cases 71 to 81, and many builds at once.
. "$TOP/tests/cmd/lib.sh"

make_db e.db </dev/null
build_in() { # ARCHIVE DAY [OPTION...]
	into=$1 day=$2
	shift 2
	"$tokensnap" build -q --no-sync --views list --timezone UTC -o "$into" \
	    --as-of "2026-11-${day}T15:43:00Z" "$@" e.db
}
snapshot() { echo "2026-11-$1T154300Z"; }
# content FOLDER: what is in it, times and modes too, but for the lock.
content() {
	find "$1" ! -name .tokensnap.lock ! -path "$1" \
	    -printf '%p %y %m %s %T@ %i %l\n' | sort
}
# refused NAME EXIT MESSAGE ARCHIVE DAY [OPTION...]: nothing else changes.
refused() {
	label=$1 want=$2 message=$3
	shift 3
	before=$(content "$1" 2>/dev/null)
	gives "$label" "$want" "" "$message" build_in "$@"
	is "$label (nothing else)" "$before" "$(content "$1" 2>/dev/null)"
}

# --- the folder itself
refused "case 71: its parent is missing" 1 "tokensnap: no/a: cannot make the archive folder: No such file or directory" \
    no/a 23
echo >file
refused "case 71: a file" 1 "tokensnap: file: is not a folder" file 23
mkdir -m 700 real
ln -s real link
for path in link link/; do
	refused "case 71: $path leads elsewhere" 1 \
	    "tokensnap: $path: is not a folder" $path 23
done
# Root may write everywhere, unless it is without that power.
powerless=
[ "$(id -u)" != 0 ] || powerless="setpriv --bounding-set -dac_override"
mkdir -m 500 closed
# shellcheck disable=SC2086
gives "case 71: not writable" 1 "" \
    "tokensnap: closed/.tokensnap.lock: Permission denied" \
    $powerless "$tokensnap" build -q --as-of $as_of -o closed e.db
cat >mounted.sh <<'M'
mount -t tmpfs -o size=8m,mode=700 tmpfs ro && mount -o remount,ro ro ||
    exit 77
exec "$@"
M
mkdir -m 700 ro
if unshare -rm sh mounted.sh true 2>/dev/null; then
	gives "case 71: mounted for reading" 1 "" \
	    "tokensnap: ro/.tokensnap.lock: Read-only file system" \
	    unshare -rm sh mounted.sh "$tokensnap" build -q --as-of $as_of \
	    -o ro e.db
fi
for mode in 720 702; do
	mkdir -m $mode open$mode
	refused "case 72: mode $mode" 1 "tokensnap: open$mode: others than its owner may write here (mode 0$mode); chmod go-w it, or use --insecure-archive" \
	    open$mode 23
	is "case 72: mode $mode if asked for" 0 \
	    "$(build_in open$mode 23 --insecure-archive >/dev/null 2>&1; echo $?)"
done
mkdir -m 700 t
for make in "echo x >" "mkdir " "ln -s none " "mkfifo "; do
	eval "$make t/$name"
	refused "case 73: taken by: $make" 5 \
	    "tokensnap: t/$name: exists already" t 23
	rm -r t/$name
done
build_in t 23 >/dev/null
refused "case 73: taken by a snapshot" 5 "tokensnap: t/$name: exists already" \
    t 23

# --- what a dead run left, and what others put there
mkdir -p t/.staging-dead/data/users
echo >t/.staging-dead/data/users/a.html
chmod -R 0555 t/.staging-dead
gives "case 74: left by a dead run" 0 "t/$(snapshot 24)/index.html" \
    "tokensnap: t/.staging-dead: left by a run that died, removed" sh -c \
    "'$tokensnap' build -q --no-sync --views list --as-of \
    2026-11-24T15:43:00Z -o t e.db | sed '\$d'"
is "case 74: it is gone" no "$([ -e t/.staging-dead ] && echo yes || echo no)"
mkdir elsewhere
echo >elsewhere/file
ln -s ../elsewhere t/.staging-link
left="tokensnap: t/.staging-link: not a folder of ours, left alone"
if [ "$(id -u)" = 0 ]; then
	mkdir t/.staging-foreign
	chown 65534 t/.staging-foreign
	left="tokensnap: t/.staging-foreign: not a folder of ours, left alone
$left"
fi
build_in t 25 >out 2>err
is "case 75: staging that is not ours" "0 $left" "$? $(cat err)"
is "case 75: what a link leads to" elsewhere/file "$(echo elsewhere/*)"
rm -r t/.staging-*

# --- two at once; who holds the lock is killed
cat >hold.py <<'P'
import fcntl, os, struct, time
f = open("t/.tokensnap.lock", "r+")
fcntl.fcntl(f, 37, struct.pack("hhqqi", fcntl.F_WRLCK, 0, 0, 0, 0))
f.truncate(0)
f.write("%d\n" % os.getpid())
f.flush()
open("held", "w").close()
time.sleep(60)
P
python3 hold.py &
holder=$!
until [ -e held ]; do sleep 0.05; done
refused "case 76: another run has the lock" 6 \
    "tokensnap: t: locked by process $holder" t 26
kill -9 $holder
wait $holder 2>/dev/null
is "case 76: that run is dead" 0 "$(build_in t 26 >/dev/null 2>&1; echo $?)"
mkdir -m 700 l
ln -s ../file l/.tokensnap.lock
refused "case 77: the lock is a link" 1 \
    "tokensnap: l/.tokensnap.lock: Too many levels of symbolic links" l 23
rm l/.tokensnap.lock
mkfifo l/.tokensnap.lock
refused "case 77: the lock is a FIFO" 1 \
    "tokensnap: l/.tokensnap.lock: is not a regular file" l 23
rm l/.tokensnap.lock
mkdir l/.tokensnap.lock
refused "case 77: the lock is a folder" 1 \
    "tokensnap: l/.tokensnap.lock: Is a directory" l 23
is "case 77: what the link led to" 1 "$(wc -c <file)"

# --- the series
for day in 20 21 22; do
	build_in p $day >/dev/null
done
# series COMMAND: the archive of these three, called q, after the command.
series() {
	[ ! -e q ] || chmod -R u+w q
	rm -rf q
	cp -a p q
	chmod u+w q/2026*
	(cd q && eval "$1")
	chmod u-w q/2026*
}
newest=$(snapshot 22)
series "chmod u+w $newest/bag-info.txt; echo >>$newest/bag-info.txt"
refused "case 78: the newest is damaged" 1 "tokensnap: q/$newest/bag-info.txt: content differs from tagmanifest-sha256.txt
tokensnap: q/$newest: is damaged; nothing is added after it" q 24
series "rm -f $newest/tagmanifest-sha256.txt"
refused "case 78: the newest has no tag manifest" 1 "tokensnap: q/$newest/tagmanifest-sha256.txt: No such file or directory
tokensnap: q/$newest: is damaged; nothing is added after it" q 24
series "chmod -R u+w $(snapshot 21); rm -r $(snapshot 21)"
gives "case 78: one is missing" 0 "q/$(snapshot 24)/index.html" "tokensnap: q/$newest: follows $(snapshot 21), which is not in this archive" \
    sh -c "'$tokensnap' build -q --no-sync --views list --as-of \
    2026-11-24T15:43:00Z -o q e.db | sed '\$d'"
series "cp -a $newest $(snapshot 23)"
refused "case 78: the newest is a copy" 1 "tokensnap: q/$(snapshot 23)/bag-info.txt: is of snapshot $newest: the folder was renamed
tokensnap: q/$(snapshot 23): is damaged; nothing is added after it" q 24
series "mkdir other; echo x >other/file; mkfifo pipe; ln -s /etc etc; : >-rf"
before=$(content q | grep 'other\|pipe\|etc\|-rf')
is "case 79: foreign names" "0 " "$(build_in q 24 2>&1 >/dev/null; echo "$? ")"
is "case 79: are not touched" "$before" \
    "$(content q | grep 'other\|pipe\|etc\|-rf')"
for make in "echo x >" "mkdir " "ln -s $newest "; do
	series "$make $(snapshot 23)"
	build_in q 24 >out 2>err
	is "case 79: called like a snapshot: $make" \
	    "0 tokensnap: q/$(snapshot 23): is no snapshot, passed over" \
	    "$? $(grep 'passed over' err)"
	is "case 79: what follows it: $make" "../$newest/tagmanifest-sha256.txt" \
	    "$(cut -c67- "q/$(snapshot 24)/previous.sha256")"
done
series "echo garbage >CHAIN.sha256"
build_in q 24 >/dev/null
is "case 81: a list of seals that is garbage" "4 OK" "$(cd q &&
    sha256sum --strict -c CHAIN.sha256 | sed 's/.*: //' | sort | uniq -c |
    xargs)"
series "rm -f CHAIN.sha256"
build_in q 24 >/dev/null
is "case 81: a list of seals that is gone" 4 "$(wc -l <q/CHAIN.sha256)"
series "rm -f CHAIN.sha256; mkdir CHAIN.sha256"
build_in q 24 >out 2>err
is "case 81: a folder in its place" "0 tokensnap: q: $(snapshot 24) is published, but the index was not rebuilt (see tokensnap help index)" \
    "$? $(tail -n 1 err)"

# --- two builds of one time at once: one wins; then twenty in a row, in pairs
for try in 1 2 3 4 5; do
	build_in two$try 23 >/dev/null 2>&1 &
	first=$!
	build_in two$try 23 >/dev/null 2>&1
	second=$?
	wait $first
	echo "$? $second"
done >ends
is "two at once: one wins" "" "$(grep -vxE '0 [56]|[56] 0' ends)"
is "two at once: all that is there is whole" "0 " \
    "$("$tokensnap" verify -q two*/$name 2>&1; echo "$? ")"
cat >loop.sh <<'L'
until "$1" build -q --no-sync --views list --timezone UTC -o many \
    --as-of "2026-11-23T15:43:$2Z" e.db >/dev/null 2>"err-$2"; do
	status=$?
	# Locked: once more; not later than the newest: it came too late.
	[ $status = 6 ] || exit 0
done
L
seq -w 10 29 | xargs -P 4 -n 1 sh loop.sh "$tokensnap"
done=$(ls -d many/2026* | wc -l)
late=$(cat err-* | grep -c 'is not after the newest snapshot')
is "twenty in parallel: each is published or came too late" 20 \
    $((done + late))
is "twenty in parallel: all are whole" "0 " \
    "$("$tokensnap" verify -q many 2>&1; echo "$? ")"
is "twenty in parallel: nothing is left" "" "$(ls -A many | grep staging)"
seq -w 10 29 | xargs -I+ -P 4 "$tokensnap" build -q --no-sync --views list \
    --timezone UTC -o each-+ --as-of 2026-11-23T15:43:00Z e.db >/dev/null
is "twenty archives in parallel: all are whole" "0 20" \
    "$("$tokensnap" verify -q each-* >/dev/null 2>&1; echo $?) $(ls -d \
    each-*/$name | wc -l)"
is "twenty archives in parallel: all are the same" 1 \
    "$(cat each-*/CHAIN.sha256 | sort -u | wc -l)"
