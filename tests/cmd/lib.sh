# Sourced by the command tests.  Runs in $WORK, an empty folder that goes away.
tokensnap=$TOP/build/tokensnap
sample=$TOP/build/sample.db
as_of=2026-11-23T15:43:00Z
name=2026-11-23T154300Z
cd "$WORK" || exit 1

ok() { echo "ok $1"; }
not_ok() { echo "not ok $1"; }

# is NAME WANTED GOT
is() {
	if [ "$2" = "$3" ]; then
		ok "$1"
	else
		not_ok "$1"
		printf 'wanted: %s\ngot:    %s\n' "$2" "$3"
	fi
}

# gives NAME EXIT STDOUT STDERR COMMAND...: all three exactly.
gives() {
	label=$1 want="exit $2
$3
--
$4"
	shift 4
	"$@" >out 2>err </dev/null
	got="exit $?
$(cat out)
--
$(cat err)"
	is "$label" "$want" "$got"
}

# make_db FILE: a small export, from SQL on standard input after the tables.
make_db() {
	rm -f "$1"
	{
		cat <<'SQL'
CREATE TABLE service_users(id INTEGER PRIMARY KEY, user_id TEXT UNIQUE,
    name TEXT, email TEXT);
CREATE TABLE tokens(id INTEGER PRIMARY KEY, service_user INTEGER, name TEXT,
    created TEXT, expiration TEXT, last_used TEXT, active INTEGER);
INSERT INTO service_users VALUES(1, 'svc_a@service', 'svc-a', NULL);
INSERT INTO tokens VALUES(7, 1, 'one', '2026-01-15T10:30:00Z',
    '2026-12-23T15:43:00Z', NULL, 1);
SQL
		cat
	} | sqlite3 -bail "$1"
}

# build FILE [option...]: into the folder "archive".
build() {
	file=$1
	shift
	"$tokensnap" build -q --no-sync --as-of $as_of --timezone Europe/Berlin \
	    -o archive "$@" "$file"
}

# What VERIFY.txt asks for, and nothing else, as ./bin.
link_tools() {
	mkdir bin
	for tool in sh sha256sum sha512sum cut sort uniq basename find xargs \
	    grep diff openssl; do
		ln -s "$(command -v $tool)" bin/$tool
	done
}
