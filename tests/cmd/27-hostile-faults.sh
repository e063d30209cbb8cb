# The faults of docs/threats.md: cases 82 to 101 as far as tests/fault does not
# try them; some of its calls fail here with an outcome that is exactly known.
. "$TOP/tests/cmd/lib.sh"

shim=$TOP/build/shim.so
[ -e "$shim" ] || make -s -C "$TOP" build/shim.so >/dev/null || exit 1
make_db e.db </dev/null
build_in() { # ARCHIVE [OPTION...]
	into=$1
	shift
	"$tokensnap" build -q --jobs 1 --views list --timezone UTC --as-of \
	    $as_of -o "$into" "$@" e.db
}
# failing CALL AT HOW: a build into the folder f; its exit into $status.
failing() {
	[ ! -e f ] || chmod -R u+w f
	rm -rf f
	status=$(export LD_PRELOAD="$shim" FAULT_CALL="$1" FAULT_AT="$2" \
	    FAULT_HOW="$3" ${4:+FAULT_EVER=1}; build_in f >out 2>err; echo $?)
	rest=$(ls -A f 2>/dev/null | xargs)
}
nothing=.tokensnap.lock
(export LD_PRELOAD="$shim" FAULT_COUNT="$WORK/counts"; build_in usual >/dev/null)
count() { sed -n "s/^$1 //p" counts; }
last() { tail -n 1 err | sed 's/staging-[^/]*/staging/'; }

# --- writes
for call in write read; do
	failing $call 1 short ever
	is "case 83: each $call does half of its work" "0 " \
	    "$status $(diff -r usual/$name f/$name 2>&1)"
done
for at in 1 2 3 $(($(count write) / 2)); do
	failing write $at zero
	is "case 84: write $at does nothing" "1 $nothing 1" \
	    "$status $rest $(grep -c 'Input/output error' err)"
done

# --- syncs: each of them fails once, and never is it tried again
# Those of the snapshot, that of the archive, those of the index.
syncs=$(count fsync)
ours=$(($(find usual/$name | wc -l) + 1))
at=1
while [ $at -le "$syncs" ]; do
	for error in 5 28; do
		failing fsync $at $error
		case $status in
		1) [ "$rest" = $nothing ] && echo none || echo unknown ;;
		0) echo published ;;
		*) echo "odd: $status at $at" ;;
		esac
		if [ "$status" = 1 ] && [ "$rest" != $nothing ]; then
			cp err err-unknown
			"$tokensnap" verify -q f >/dev/null 2>&1 ||
			    echo "not whole at $at"
			[ $error = 5 ] || build_in f --as-of 2026-11-24 \
			    >/dev/null || echo "no next one"
		fi
	done
	at=$((at + 1))
done >ends
is "case 87: an fsync fails once, EIO or ENOSPC: nothing is published" yes \
    "$([ "$(grep -c none ends)" -ge 30 ] && echo yes)"
is "case 87: what else may be" "none published unknown" \
    "$(sort -u ends | xargs)"
is "case 91: that of the archive, after the rename" 2 \
    "$(grep -c unknown ends)"
is "case 91: is told" "tokensnap: f/$name: published, but its durability is unknown: No space left on device" \
    "$(cat err-unknown)"
for error in 5 28; do
	failing syncfs 1 $error
	is "case 88: syncfs fails, $error" "1 $nothing" "$status $rest"
done
is "case 86: no space, told only by syncfs" \
    "tokensnap: f/.staging/: No space left on device" "$(last)"

# --- the rename
for error in 22 38; do
	failing renameat2 1 $error ever
	is "case 89: a file system without flags, $error" "0 " \
	    "$status $(diff -r usual/$name f/$name 2>&1)"
done
failing renameat2 1 done
is "case 90: done, and denied" "0 " \
    "$status $(diff -r usual/$name f/$name 2>&1)"

# --- a disk that keeps other bits than it was given
seen=0
at=2
while [ $at -le "$(count write)" ]; do
	failing write $at flip
	if grep -q 'reads differently; nothing is published$' err; then
		seen=$((seen + 1))
		[ "$status $rest" = "1 $nothing" ] || echo "at $at: $rest"
	elif [ -e f/$name ]; then
		"$tokensnap" verify -q f/$name >/dev/null || echo "at $at"
	fi
	at=$((at + 1))
done >odd
is "case 92: a bit is written otherwise: what is published" "" "$(cat odd)"
is "case 92: each file is read back" "$(find usual/$name -type f | wc -l)" \
    "$seen"

# --- everything fails from one moment on, and so does the cleaning up
total=$(awk '{ n += $2 } END { print n }' counts)
for tenth in 1 2 3 4 5 6 7 8 9; do
	failing all $((total * tenth / 10)) 5 ever
	[ "$status" = 1 ] || echo "exit $status"
	[ ! -e f/$name ] || "$tokensnap" verify -q f/$name >/dev/null ||
	    echo "published what is not whole"
	build_in f --as-of 2026-11-24 >/dev/null 2>err || cat err
	ls -A f | grep staging
done >odd
is "case 93: all fails, the cleaning too; then one that nothing disturbs" "" \
    "$(cat odd)"
"$tokensnap" verify "usual/$name" >/dev/full 2>err
is "case 94: verify into a full disk" \
    "1 tokensnap: standard output: No space left on device" "$? $(cat err)"
is "case 95: nothing of ours is mapped" "" "$(nm -uA "$TOP"/build/obj/*.o |
    grep -w 'mmap\|mmap64')"

# --- signals: what was begun is removed
# stopped SIGNAL: a build of the sample gets it as soon as it has begun.
stopped() {
	python3 - "$tokensnap" "$sample" "$1" <<'P'
import os, signal, subprocess, sys, time
build = [sys.argv[1], "build", "-q", "-o", "s", "--as-of",
         "2026-11-23T15:43:00Z", sys.argv[2]]
# Whoever started the tests may ignore it, as nohup does.
number = getattr(signal, "SIG" + sys.argv[3])
signal.signal(number, signal.SIG_DFL)
for _ in range(20):
    subprocess.run("chmod -R u+w s; rm -rf s", shell=True, stderr=subprocess.DEVNULL)
    run = subprocess.Popen(build, stdout=subprocess.DEVNULL,
                           stderr=subprocess.PIPE, text=True)
    while run.poll() is None and not (os.path.isdir("s") and
            any(n.startswith(".staging") for n in os.listdir("s"))):
        pass
    run.send_signal(number)
    said = run.communicate()[1]
    there = [n for n in os.listdir("s") if n[0] == "2"]
    if not there:
        break
    # It came too late; then what is there is whole.
    subprocess.run([sys.argv[1], "verify", "-q", "s/" + there[0]], check=True)
print(run.returncode, said.strip())
P
}
for signal in HUP:129 INT:130 TERM:143; do
	code=${signal#*:} signal=${signal%:*}
	is "case 98: SIG$signal ends it" \
	    "$code tokensnap: stopped by SIG$signal, nothing is published" \
	    "$(stopped "$signal")"
	is "case 98: SIG$signal leaves nothing" .tokensnap.lock "$(ls -A s)"
	"$tokensnap" build -q --no-sync --as-of $as_of -o s "$sample" \
	    >/dev/null 2>err
	is "case 98: SIG$signal: the next one has nothing to sweep" "0 0" \
	    "$? $(wc -l <err)"
done
# One that is ignored, as nohup does, is none.
ignoring() {
	trap '' HUP
	"$tokensnap" build -q --no-sync --as-of $as_of -o s "$sample" \
	    >/dev/null &
	while [ -d /proc/$! ] && [ ! -d s ]; do :; done
	kill -HUP $!
	wait $!
}
chmod -R u+w s
rm -rf s
(ignoring)
is "case 98: SIGHUP is ignored" 0 $?

# What is killed while it writes pages has the export in no file any more.
failing write 3 kill
is "case 97: killed at the first page: a copy of the export" "137 " \
    "$status $(find f -name '*.db')"
is "case 97: what is left" 1 "$(ls -d f/.staging-* | wc -l)"

# --- limits
limited() { # WHAT LIMIT: the sample under "ulimit WHAT LIMIT"
	[ ! -e u ] || chmod -R u+w u
	rm -rf u
	(ulimit "$1" "$2"; exec "$tokensnap" build -q --jobs 1 --as-of $as_of \
	    -o u "$sample") >out 2>err
	echo "$? $(ls u 2>/dev/null | grep -c '^2') $(sed 's/.*: //
	    s/tokensnap//; s/ ([0-9]* bytes)//' err | tail -n 1)"
}
# Less and less, until it is too little.
room=200000
until [ "$room" -lt 20000 ]; do
	ended=$(limited -v $room)
	[ "${ended%% *}" = 0 ] || break
	room=$((room - 5000))
done
is "case 100: little room for addresses" "1 0 out of memory" "$ended"
is "case 100: short files" "1 0 File too large" "$(limited -f 20)"
# The soft limit sends SIGXCPU, which ends it as any signal does.
python3 - "$tokensnap" <<'P'
import resource, subprocess, sys
def little():
    resource.setrlimit(resource.RLIMIT_CPU, (1, 1))
subprocess.run(["sqlite3", "slow.db"], text=True, check=True, input="""
CREATE TABLE service_users(id INTEGER PRIMARY KEY, user_id TEXT);
CREATE TABLE tokens(id INTEGER PRIMARY KEY, service_user INTEGER, name TEXT,
    created TEXT, active INTEGER);
CREATE TABLE slow(n CHECK(length(hex(zeroblob(n))) > 0));
PRAGMA ignore_check_constraints = 1;
INSERT INTO slow WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n
    LIMIT 5000) SELECT 4000000 FROM n;""")
run = subprocess.run([sys.argv[1], "build", "-q", "-o", "cpu", "slow.db"],
                     preexec_fn=little, capture_output=True)
open("killed", "w").write(str(run.returncode < 0))
P
is "case 100: little time: killed, nothing is published" "True 0" \
    "$(cat killed) $(ls cpu | grep -c '^2')"
