# Findings: each rule where it fires, where it does not, and where it cannot be
# evaluated; exceptions; policies; what they do to the exit code.
. "$TOP/tests/cmd/lib.sh"

d=archive/$name/data
csv=$d/tables/findings.csv
fresh() { [ ! -d archive ] || { chmod -R u+w archive; rm -rf archive; }; }

# The tables of an export with all columns; NO holds those to leave out.
tables() {
	u="id INTEGER PRIMARY KEY, user_id TEXT"
	t="id INTEGER PRIMARY KEY, service_user INTEGER, name TEXT, created,
	    active INTEGER"
	for column in name email role active created purpose owner avatar; do
		case " $NO " in *" u.$column "*) ;; *) u="$u, $column" ;; esac
	done
	for column in expiration last_used revoked; do
		case " $NO " in *" t.$column "*) ;; *) t="$t, $column" ;; esac
	done
	echo "CREATE TABLE service_users($u);"
	echo "CREATE TABLE tokens($t);"
	case " $NO " in *" teams "*) return ;; esac
	echo "CREATE TABLE teams(id INTEGER PRIMARY KEY, name TEXT);"
	echo "CREATE TABLE team_members(team INTEGER, service_user INTEGER);"
}

# One service user and one token in which no rule finds anything; SQL that
# follows changes them.
good() {
	cat <<'SQL'
INSERT INTO service_users(id, user_id) VALUES(1, 'loader@service');
INSERT INTO tokens(id, service_user, name, created, active)
    VALUES(1, 1, 'Nightly load', '2026-10-20T08:00:00Z', 1);
SQL
	case " $NO " in *" teams "*) ;; *)
		echo "INSERT INTO teams VALUES(1, 'Data');"
		echo "INSERT INTO team_members VALUES(1, 1);"
	esac
	for set in "service_users name 'Loader of tables'" \
	    "service_users email 'loader@example.test'" \
	    "service_users role 'Member'" "service_users active 1" \
	    "service_users created '2024-01-01T00:00:00Z'" \
	    "service_users purpose 'Loads tables'" \
	    "service_users owner 'Ada'" \
	    "tokens expiration '2027-06-01T08:00:00Z'" \
	    "tokens last_used '2026-11-23T08:00:00Z'"; do
		table=${set%% *} rest=${set#* }
		column=${rest%% *} value=${rest#* }
		case " $NO " in
		*" u.$column "* | *" t.$column "*) ;;
		*) echo "UPDATE $table SET $column = $value;" ;;
		esac
	done
}

# export SQL: x.db, of the good rows and what SQL makes of them.
export_of() {
	rm -f x.db
	{ tables; good; echo "$1"; } | sqlite3 -bail x.db || not_ok "sql: $1"
}

# found RULE: of the build at hand, "N rows; result on the page".
found() {
	rows=$(grep -c "^$1," "$csv")
	result=$(tr '\n' ' ' <"$d/findings.html" | sed 's/<tr>/\n/g' |
	    grep "\"rule\">\(<a [^>]*>\)\{0,1\}$1 " |
	    sed 's/.*<td class="result">//; s,</td></tr>.*,,; s/<[^>]*>/ /g; s/  */ /g; s/^ //; s/ $//')
	echo "$rows; $result"
}

NO=
export_of ""
build x.db --profile cis >/dev/null
is nothing-in-a-good-export "1" "$(wc -l <"$csv")"
grep -q '>R01 Unused token</th>' "$d/findings.html" && ok rule-not-linked ||
    not_ok rule-not-linked

# RULE%what makes it fire, by one row%the fact%columns without which it is not
# evaluable: the good export has none of its findings (checked above).
cat >cases <<'CASES'
R01%UPDATE tokens SET last_used = '2026-07-26T15:43:00Z'%last used 120 days before the as-of time, 90 allowed%t.last_used
R02%UPDATE tokens SET last_used = NULL, created = '2026-10-20T15:43:00Z'%not used yet, created 34 days before the as-of time, 30 allowed%t.last_used
R03%UPDATE tokens SET expiration = NULL%active, and never expires%t.expiration
R04%UPDATE tokens SET expiration = '2026-11-28T15:43:00Z'%expires 5 days after the as-of time, within the notice of 30; urgent: within 7%t.expiration
R05%UPDATE tokens SET expiration = '2026-12-13T15:43:00Z'%expires 20 days after the as-of time, and no other active token of the service user outlasts the 30 days%t.expiration
R06%UPDATE tokens SET expiration = '2028-10-20T08:00:00Z'%valid for 731 days, 365 allowed%t.expiration
R08%UPDATE service_users SET active = 0%active, but its service user is deactivated%u.active
R09%UPDATE service_users SET role = 'ADMIN'; UPDATE tokens SET expiration = NULL%its service user has the role ADMIN, and it is active, and never expires%u.role
R10%UPDATE tokens SET revoked = '2026-11-01'%active, but a time of revocation is recorded%
R11%UPDATE tokens SET expiration = '2026-11-20'%last used after it had expired%t.last_used
R12%UPDATE tokens SET created = '2026-11-23T15:53:30Z', last_used = NULL%created 10 minutes after the as-of time, 5 allowed%
R13%INSERT INTO tokens(id, service_user, name, created, active) SELECT id + n, 1, name || n, created, 1 FROM tokens, (SELECT 1 AS n UNION SELECT 2)%3 active tokens, 2 allowed%
R14%UPDATE service_users SET owner = ' '%no owner is named%
R15%UPDATE tokens SET active = 0%its only token is not active%
R19%UPDATE tokens SET active = 0, revoked = '2026-11-01T15:43:00Z', last_used = '2026-10-21'%still there, revoked 22 days before the as-of time, 7 allowed%t.revoked
R20%UPDATE tokens SET name = 'Test-Token_12'; UPDATE tokens SET name = 'Temp #2'%the name does not say what the token is for%
R21%UPDATE service_users SET purpose = NULL%no purpose is documented%u.purpose
R23%UPDATE tokens SET name = CAST(x'4E69676874FF' AS TEXT)%not UTF-8: name%
R24%UPDATE service_users SET avatar = x'00112233'%the picture is larger than 64 KiB, or is none of PNG, JPEG, GIF and WebP%u.avatar
R25%UPDATE tokens SET name = 'p' || char(0x430) || 'yroll'%a word of its name has Latin letters beside Cyrillic or Greek ones, which look alike%
R26%UPDATE tokens SET service_user = 45%refers to service user 45, which is not in the export%
CASES
while IFS=% read -r rule sql fact column; do
	NO=
	export_of "$sql"
	fresh
	build x.db >/dev/null 2>err || cat err
	is "$rule-fires" "1; 1 found" "$(found "$rule")"
	is "$rule-fact" 1 "$(grep "^$rule," "$csv" | grep -cF "\"$fact\"")"
	page=$d/finding-r${rule#R}.html
	is "$rule-page" 1 "$(grep -cF "<bdi>$fact</bdi>" "$page")"
	[ -n "$column" ] || continue
	NO=$column
	export_of ""
	fresh
	build x.db >/dev/null 2>err || cat err
	case $column in
	u.*) table=service_users ;;
	*) table=tokens ;;
	esac
	case $rule in
	R08) want="0; None found; evaluated in part" ;;
	*) want="0; Not evaluable" ;;
	esac
	want="$want column $table.${column#*.} not recorded"
	[ $rule != R08 ] ||
	    want="$want 1 could not be judged: a value is missing"
	is "$rule-without-$column" "$want" "$(found "$rule")"
done <cases

# Rules that need one of several columns: with none of them, and with one.
while IFS=% read -r rule no want; do
	NO=$no
	export_of ""
	fresh
	build x.db >/dev/null 2>err || cat err
	is "$rule-without-$no" "0; $want not recorded" "$(found "$rule")"
done <<'CASES'
R09%t.expiration t.last_used%Not evaluable column tokens.expiration, column tokens.last_used
R09%t.expiration%None found; evaluated in part column tokens.expiration
R10%t.expiration t.last_used t.revoked%Not evaluable column tokens.expiration, column tokens.last_used, column tokens.revoked
R10%t.expiration t.last_used%None found; evaluated in part column tokens.expiration, column tokens.last_used
R11%t.expiration t.revoked%Not evaluable column tokens.expiration, column tokens.revoked
R11%t.revoked%None found; evaluated in part column tokens.revoked
R14%u.owner u.email teams%Not evaluable column service_users.owner, column service_users.email, column team_members.team
R14%u.owner u.email%None found; evaluated in part column service_users.owner
R14%u.owner teams%None found; evaluated in part column service_users.owner
CASES

# Rotation: off by default, on where a profile or a file wants it.
NO=
export_of "UPDATE tokens SET created = '2026-07-26T15:43:00Z'"
fresh
build x.db >/dev/null
is R07-off "0; Off" "$(found R07)"
fresh
build x.db --profile pci >/dev/null
is R07-fires "1; 1 found" "$(found R07)"
is R07-fact 1 "$(grep -c 'created 120 days before the as-of time, 90 allowed' "$csv")"

# Times that cannot be read, and what they leave undecided.
export_of "UPDATE tokens SET last_used = 'lately'"
fresh
build x.db --lenient >/dev/null
is R22-fires "1; 1 found" "$(found R22)"
is R22-fact 1 "$(grep -c '"not a time: last_used"' "$csv")"
is R01-undecided "0; None found 1 could not be judged: a value is missing" \
    "$(found R01)"

# A privileged role with nothing neglected; a successor; an orphan's owner.
export_of "UPDATE service_users SET role = 'Admin'"
fresh
build x.db >/dev/null
is R09-not "0; None found" "$(found R09)"
export_of "UPDATE tokens SET expiration = '2026-12-13T15:43:00Z';
    INSERT INTO tokens(id, service_user, name, created, active)
    VALUES(2, 1, 'Nightly load 2', '2026-11-01', 1)"
fresh
build x.db >/dev/null
is R04-with-successor "1; 1 found" "$(found R04)"
is R05-with-successor "0; None found" "$(found R05)"
export_of "UPDATE tokens SET expiration = '2026-12-13T15:43:00Z';
    INSERT INTO tokens(id, service_user, name, created, active, expiration)
    VALUES(2, 1, 'Nightly load 2', '2026-11-01', 1, 'soon')"
fresh
build x.db --lenient >/dev/null
is R05-unreadable "0; None found 2 could not be judged: a value is missing" \
    "$(found R05)"
export_of "UPDATE tokens SET expiration = '2026-12-13T15:43:00Z';
    INSERT INTO tokens(id, service_user, name, created, active, expiration)
    VALUES(2, 1, 'Nightly load 2', '2026-11-01', 0, 'soon')"
fresh
build x.db --lenient >/dev/null
is R05-unreadable-revoked "1; 1 found" "$(found R05)"
export_of "UPDATE tokens SET service_user = 45"
fresh
NO=u.active export_of "UPDATE tokens SET service_user = 45"
build x.db >/dev/null
is R08-orphan "1; 1 found column service_users.active not recorded" \
    "$(found R08)"
is orphan-page 1 "$(grep -c 'href="users/orphan-45.html#token-1"' "$d/finding-r08.html")"

# A mark in the row of the service user leads to its findings.
NO=
export_of "UPDATE service_users SET purpose = ''"
fresh
build x.db >/dev/null
is mark-in-users 1 "$(grep -c '<td>Active <a class="finding low" href="users/[a-z0-9_-]*\.html#findings">Low finding</a>' "$d/users.html")"

# The snapshot before: how long ago it was.
NO=
export_of ""
fresh
build x.db >/dev/null
is R17-first "0; Not evaluable there is no previous snapshot" "$(found R17)"
is R16-first "0; Not evaluable there is no previous snapshot" "$(found R16)"
is R18-first "0; Not evaluable there is no previous snapshot" "$(found R18)"
for at in 2027-02-21 2027-05-23; do
	"$tokensnap" build -q --no-sync --as-of ${at}T15:43:00Z -o archive \
	    x.db >/dev/null
done
csv=archive/2027-02-21T154300Z/data/tables/findings.csv
is R17-in-time 0 "$(grep -c ^R17, "$csv")"
is R18-fires 1 "$(grep -c '^R18,low,snapshot,,,,,"no use is newer than those of the previous snapshot, 2026-11-23T154300Z, whose newest is 2026-11-23T08:00:00Z"' "$csv")"
is R16-evaluated "0; None found" "$(d=archive/2027-02-21T154300Z/data found R16)"
csv=archive/2027-05-23T154300Z/data/tables/findings.csv
is R17-late 1 "$(grep -c '^R17,medium,snapshot,,,,,"the previous snapshot, 2027-02-21T154300Z, is 91 days older, 90 allowed","90 days"' "$csv")"
export_of "UPDATE service_users SET id = 2; UPDATE tokens SET
    service_user = 2, last_used = '2027-06-23T08:00:00Z'"
"$tokensnap" build -q --no-sync --as-of 2027-06-23T15:43:00Z -o archive \
    x.db >/dev/null
csv=archive/2027-06-23T154300Z/data/tables/findings.csv
is R16-fires 1 "$(grep -c '^R16,high,service user,,2,"loader@service","Loader of tables","its internal ID was that of another service user in the previous snapshot"' "$csv")"
is R18-not 0 "$(grep -c ^R18, "$csv")"
# One last use lies ahead of both: what the others tell counts.
ahead="INSERT INTO tokens(id, service_user, name, created, active, expiration,
    last_used) VALUES(2, 1, 'Other load', '2026-10-20', 1, '2027-06-01',
    '2031-01-01')"
fresh
export_of "$ahead"
build x.db >/dev/null
export_of "$ahead; UPDATE tokens SET last_used = '2026-11-24' WHERE id = 1"
for case in 2026-11-24:0 2026-11-25:1; do
	"$tokensnap" build -q --no-sync --as-of "${case%:*}T15:43:00Z" \
	    -o archive x.db >/dev/null
	is "R18-ahead-${case%:*}" "${case#*:}" "$(grep -c ^R18, \
	    "archive/${case%:*}T154300Z/data/tables/findings.csv")"
done
# A token is revoked; then there is another of its name, and it is gone.
revoked="UPDATE tokens SET active = 0, revoked = '2026-11-22T08:00:00Z'"
again="INSERT INTO tokens(id, service_user, name, created, active, expiration)
    VALUES(2, 1, 'Nightly load', '2026-11-24T08:00:00Z', 1, '2027-06-01')"
fresh
export_of "$revoked"
build x.db >/dev/null
export_of "$revoked; $again"
"$tokensnap" build -q --no-sync --as-of 2026-11-24T15:43:00Z -o archive \
    x.db >/dev/null
csv=archive/2026-11-24T154300Z/data/tables/findings.csv
is R16-name-fires 'R16,high,token,2,1,"loader@service","Nightly load","its name was that of a revoked token of the same service user in the previous snapshot"' \
    "$(grep ^R16 "$csv" | cut -d, -f1-8)"
export_of "$revoked; $again; UPDATE tokens SET name = 'Other load'
    WHERE id = 2"
"$tokensnap" build -q --no-sync --as-of 2026-11-25T15:43:00Z -o archive \
    x.db >/dev/null
is R16-other-name 0 \
    "$(grep -c ^R16 archive/2026-11-25T154300Z/data/tables/findings.csv)"
csv=$d/tables/findings.csv

# The thresholds of every profile, as the page prints them.
export_of "UPDATE tokens SET last_used = '2026-10-14T15:43:00Z'"
for case in default:90:0 cis:45:0 pci:90:0 fedramp-moderate:90:0 \
    fedramp-high:35:1; do
	profile=${case%%:*} rest=${case#*:}
	fresh
	build x.db --profile "$profile" >/dev/null
	is "profile-$profile" "${rest#*:} 1" "$(grep -c ^R01, "$csv") $(
	    grep -c "<bdi>${rest%:*} days</bdi><br/><small><bdi>profile $profile</bdi>.*>PCI DSS 8.2.6" \
	    "$d/findings.html")"
done

# A policy file.
cat >policy.ini <<'INI'
; what our review board decided
[policy]
profile = fedramp-high
[thresholds]
unused-days = 10
poor-names = nightly load, loader
[severity]
R01 = critical
R20 = off
[controls]
R01 = House rule 7 <b>
INI
fresh
build x.db --policy policy.ini >/dev/null
is policy-severity 1 "$(grep -c '^R01,critical,.*"10 days","House rule 7 <b>"' "$csv")"
is policy-origin 1 "$(grep 'R01 ' "$d/findings.html" | grep -c '<small><bdi>file policy.ini; severity from file policy.ini</bdi>')"
is policy-escaped 1 "$(grep -c 'House rule 7 &lt;b&gt;</bdi></td>' "$d/findings.html")"
is policy-off "0; Off" "$(found R20)"
is policy-hash 1 "$(grep -c "$(sha256sum <policy.ini | cut -c1-64)" "$d/findings.html")"
fresh
build x.db --policy policy.ini --profile cis >/dev/null
is profile-over-policy 1 "$(grep -c '>1 token</bdi>.*profile cis' "$d/findings.html")"

bad() { # NAME MESSAGE: policy.ini from standard input is refused
	cat >policy.ini
	fresh
	gives "policy-$1" 2 "" "tokensnap: policy.ini$2" "$tokensnap" build \
	    -o archive --policy policy.ini x.db
	is "policy-$1-nothing-made" no "$([ -e archive ] && echo yes || echo no)"
}
printf '[thresholds]\nunsed-days = 3\n' |
    bad key ':2: no threshold unsed-days (did you mean unused-days?)'
printf '[treshold]\n' | bad section ':1: no section treshold (did you mean thresholds?)'
printf '[severity]\n\nR99 = low\n' | bad rule ':3: no rule R99 (did you mean R09?)'
printf '[severity]\nR01 = hihg\n' | bad severity ':2: no severity hihg (did you mean high?)'
printf '[policy]\nprofile = pcii\n' | bad profile ':2: no profile pcii (did you mean pci?)'
printf '[thresholds]\nunused-days = soon\n' |
    bad number ':2: unused-days: "soon" is not a number from 0 to 36500'
printf '[thresholds]\nrotation-days = off\n' |
    bad number-off ':2: rotation-days: "off" is not a number from 0 to 36500 (a rule is switched off in [severity], like R07 = off)'
printf '[thresholds\nunused-days = 1\n' |
    bad open ':1: a section without a ]'
printf '[thresholds]\nunused-days = 1\nunused-days = 2\n' |
    bad twice ':3: unused-days stands twice'
printf '[policy]\nprofle = pci\n' |
    bad policy-key ':2: no key profle (did you mean profile?)'
printf '[policy]\nprofile = pci\nprofile = cis\n' |
    bad policy-twice ':3: profile stands twice'
printf '[severity]\nR01 = low\nR02 = low\nR01 = high\n' |
    bad severity-twice ':4: R01 stands twice'
printf '[controls]\nR01 = a\nR01 = b\n' |
    bad controls-twice ':3: R01 stands twice'
printf '[severity]\nR01 = hihg' |
    bad no-end ':2: no severity hihg (did you mean high?)'
printf 'unused-days = 1\n' | bad early ':1: unused-days stands before the first [section]'
printf '[thresholds]\nunused-days\n' | bad line ':2: neither a [section] nor a key = value'
printf '[thresholds]\nunused-days =\n' | bad empty ':2: unused-days has no value'
printf '[controls]\nR01 = %0300d\n' 0 | bad long ':2: a line of more than 198 bytes'
printf '[controls]\nR01 = \377\n' | bad utf8 ':2: not UTF-8 text'
printf '[controls]\n\nR01 = a\0b\n' | bad nul ':3: not UTF-8 text'
gives policy-missing 2 "" "tokensnap: none.ini: No such file or directory" \
    "$tokensnap" build --policy none.ini x.db
gives profile-near 2 "" \
    "tokensnap: build: --profile: no profile fedramp-hihg (did you mean fedramp-high?)" \
    "$tokensnap" build --profile fedramp-hihg x.db

gives profile-case 2 "" \
    "tokensnap: build: --profile: no profile PCI (did you mean pci?)" \
    "$tokensnap" build --profile PCI x.db
gives profile-far 2 "" \
    "tokensnap: build: --profile: no profile hipaa (there are default, cis, pci, fedramp-moderate, fedramp-high)" \
    "$tokensnap" build --profile hipaa x.db

# Exceptions: one that fits, one that has ended, one that fits nothing.
export_of "UPDATE tokens SET created = '2026-07-01', last_used = '2026-07-26',
    expiration = NULL"
cat >exceptions.ini <<'INI'
[Loader waits for the migration]
rule = R01
service-user = loader@service
token = Nightly load
reason = Migration <planned> for January
approver = Ada
until = 2026-11-23

[Ended yesterday]
rule = R03
token-id = 1
reason = Was to be replaced
approver = Grace
until = 2026-11-22

[Of nobody]
rule = R01
service-user = gone@service
reason = None
approver = Grace
until = 2027-01-01
INI
fresh
build x.db --exceptions exceptions.ini >/dev/null
is muted-row 1 "$(grep -c '^R01,medium,token,1,1,.*,1,"Migration <planned> for January","Ada","2026-11-23"' "$csv")"
is muted-result "1; 0 found, 1 muted" "$(found R01)"
is muted-page 1 "$(grep -c 'Muted</b>: <bdi>Migration &lt;planned&gt; for January</bdi>; approved by <bdi>Ada</bdi>, until <bdi>2026-11-23 UTC</bdi>' "$d/finding-r01.html")"
is muted-user-page 1 "$(grep -c 'Muted</b>: <bdi>Migration' "$d"/users/loader-*.html)"
is ended-mutes-nothing 1 "$(grep -c '^R03,.*,0,,,' "$csv")"
is ended 1 "$(grep -c '^R27,medium,snapshot,,,,,"exception ""Ended yesterday"" for R03 ended after 2026-11-22 UTC (reason: Was to be replaced; approver: Grace)"' "$csv")"
is unmatched 1 "$(grep -c '^R28,low,snapshot,,,,,"exception ""Of nobody"" for R01 fits no finding; until 2027-01-01 UTC' "$csv")"
is no-more 5 "$(wc -l <"$csv")"
is never-compliant "" "$(grep -rliE 'complian' "$d" --include=*.html)"
bad_exception() { # NAME MESSAGE
	cat >exceptions.ini
	fresh
	gives "exception-$1" 2 "" "tokensnap: exceptions.ini$2" "$tokensnap" \
	    build -o archive --exceptions exceptions.ini x.db
}
all='reason = x\napprover = y\nuntil = 2027-01-01\n'
printf "[a]\n$all" | bad_exception no-rule ':1: exception a: no rule'
printf "[a]\nrule = R01\n$all" |
    bad_exception whose ':1: exception a: whose? no service-user, token or token-id'
printf "[a]\nrule = R01\ntoken = n\n$all" |
    bad_exception name ':1: exception a: a token name needs its service-user'
printf "[a]\nrule = R17\ntoken-id = 1\n$all" |
    bad_exception whole ':1: exception a: this rule is about the snapshot: no service-user, token or token-id'
printf '[a]\nrule = R01\ntoken-id = 1\nreason = x\napprover = y\n[b]\n' |
    bad_exception until ':1: exception a: no until'
printf '[a]\nuntil = tomorrow\n' |
    bad_exception date ':2: until: "tomorrow" is not a date like 2027-03-31'
printf '[a]\nrule = R01\nwho = x\n' |
    bad_exception key ':3: no key who'
printf '[a]\nrule = R01\ntoken-id = 1\napprover = y\nuntil = 2027-01-01\n' |
    bad_exception reason ':1: exception a: no reason'
printf '[a]\nrule = R01\ntoken-id = 1\nreason = x\nuntil = 2027-01-01\n' |
    bad_exception approver ':1: exception a: no approver'
for rule in R27 R28; do
	printf "[a]\nrule = $rule\n$all" | bad_exception of-$rule \
	    ':1: exception a: this rule is about exceptions and has none'
done
printf '[a\nreason = x\n' | bad_exception open ':1: a section without a ]'
printf '[a] b\n' | bad_exception behind ':1: text behind [a]'
printf '[a]\nreason = x\nreason = y\n' |
    bad_exception reason-twice ':3: reason stands twice'
printf '[a]\nrule = R01\nrule = R02\n' |
    bad_exception rule-twice ':3: rule stands twice'
printf '[a]\nrule = R99\n' |
    bad_exception rule-unknown ':2: no rule R99 (did you mean R09?)'
printf '[a]\ntoken-id = 1\ntoken-id = 2\n' |
    bad_exception id-twice ':3: token-id: stands twice'
printf '[a]\ntoken-id = one\n' |
    bad_exception id ':2: token-id: not a number'
printf "[a]\nrule = R01\ntoken-id = 1\n$all[a]\n" |
    bad_exception twice ':7: exception a stands twice'

# --fail-on: the exit code, with all published.
fresh
gives fail-on-high 3 "archive/$name/index.html
head" "tokensnap: $name: 1 finding is high or graver (--fail-on)" \
    sh -c "'$tokensnap' build -q --no-sync --as-of $as_of -o archive \
    --fail-on high x.db >o; rc=\$?; sed 's/^head.*/head/' o; exit \$rc"
"$tokensnap" verify -q archive/$name && ok fail-on-published ||
    not_ok fail-on-published
fresh
gives fail-on-critical 0 "archive/$name/index.html
head" "" sh -c "'$tokensnap' build -q --no-sync --as-of $as_of -o archive \
    --fail-on critical x.db >o; rc=\$?; sed 's/^head.*/head/' o; exit \$rc"
printf '[a]\nrule = R03\ntoken-id = 1\nreason = x\napprover = y\nuntil = 2027-01-01\n' >exceptions.ini
fresh
build x.db --exceptions exceptions.ini --fail-on high >/dev/null
is fail-on-muted 0 $?
gives fail-on-odd 2 "" 'tokensnap: build: --fail-on: "grave" is none of critical, high, medium, low, info' \
    "$tokensnap" build --fail-on grave x.db
gives fail-on-list 2 "" "tokensnap: build: --fail-on needs findings, which --views list leaves out" \
    "$tokensnap" build --fail-on high --views list x.db
for o in policy profile exceptions; do
	gives "$o-list" 2 "" "tokensnap: build: --$o needs findings, which --views list leaves out" \
	    "$tokensnap" build "--$o" cis --views list x.db
done

# The sample: the marks lead to the finding, the rows to the token.
fresh
build "$sample" --page-size 3 >/dev/null
is sample-counts "$(sed 1d "$csv" | wc -l)" \
    "$(cat "$d"/finding-r*.html | grep -c '^<tr><th scope="row">')"
is sample-user-pages "$(sed 1d "$csv" | wc -l)" \
    "$(cat "$d"/users/*.html | grep -cE '^<tr( id="finding-[0-9]+")?><th scope="row"><a href="../finding-')"
fresh
build "$sample" --views list >/dev/null
is bare-list "no 0" "$([ -e "$d/findings.html" ] && echo yes || echo no) $(
    grep -c 'class="finding' "$d/index.html")"

# The same with any number of threads.
for jobs in 1 4; do
	fresh
	build "$sample" --jobs $jobs >/dev/null
	(cd "$d" && cat finding*.html tables/findings.*) >jobs-$jobs
done
is threads "" "$(cmp jobs-1 jobs-4)"

# What the document says is what the program prints.
awk 'on { print } /^## The rules$/ { on = 1; getline }' \
    "$TOP/docs/findings.md" >rules
"$tokensnap" findings >real
is document "" "$(diff rules real | head -20)"
gives odd-argument 2 "" \
    "tokensnap: findings: what is rules? (see tokensnap help findings)" \
    "$tokensnap" findings rules

# The example files of the document are good.
awk '/^`[a-z]+\.ini`:$/ { name = $0; gsub(/[`:]/, "", name) }
    /^```$/ { on = 0 } on { print >name } /^```ini$/ { on = 1 }' \
    "$TOP/docs/findings.md"
fresh
gives document-example 0 "archive/$name/index.html
head" "" sh -c "'$tokensnap' build -q --no-sync --as-of $as_of -o archive \
    --policy policy.ini --exceptions exceptions.ini '$sample' >o; rc=\$?
    sed 's/^head.*/head/' o; exit \$rc"
is document-example-muted 1 "$(grep -c ',1,"Runs until the move' "$csv")"
