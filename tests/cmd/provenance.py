"""provenance.py EXPORT SNAPSHOT: hold the provenance of a snapshot against the
export and against the pages, and print an "ok" or "not ok" line for each
statement of docs/provenance.md that can be told from these."""
import csv, datetime, glob, hashlib, html, json, os, re, sqlite3, sys

export, snapshot = sys.argv[1:3]
data = os.path.join(snapshot, 'data')
raw = open(os.path.join(data, 'provenance.json'), encoding='utf-8').read()
p = json.loads(raw)
page = open(os.path.join(data, 'provenance.html'), encoding='utf-8').read()
db = sqlite3.connect(f'file:{export}?mode=ro', uri=True)
AS_OF = datetime.datetime(2026, 11, 23, 15, 43)


def check(name, wanted, got):
    if wanted == got:
        print('ok', name)
    else:
        print(f'not ok {name}\nwanted: {wanted}\ngot:    {got}')


def one(sql):
    return db.execute(sql).fetchone()[0]


def pages(*patterns):
    return ''.join(open(f, encoding='utf-8').read() for pattern in patterns
                   for f in sorted(glob.glob(os.path.join(data, pattern))))


def section(name):
    found = re.search(rf'<section aria-labelledby="{name}">.*?</section>',
                      page, re.S)
    return found.group(0) if found else ''


def cells(text):
    return [[html.unescape(re.sub('<[^>]*>', '', cell)).strip()
             for cell in re.findall('<t[hd].*?</t[hd]>', row, re.S)]
            for row in re.findall('<tr>.*?</tr>', text, re.S)]


def table(name):
    return cells(section(name))[1:]


def facts(name):
    return {row[0]: row[1] for row in table(name)}


def rows_of(*patterns):
    return len(re.findall('<tr id="token-', pages(*patterns)))


tokens = one('SELECT count(*) FROM tokens')
users = one('SELECT count(*) FROM service_users')

# C1: each number, counted here once more.
counted = {}
for c in p['counts']:
    counted.setdefault(c['what'], {})[c['how']] = c['number']
check('C1-tokens-agree', {tokens}, set(counted['Tokens'].values()))
check('C1-users-agree', {users}, set(counted['Service users'].values()))
check('C1-all-agree', [], [what for what, how in counted.items()
                           if len(set(how.values())) != 1])
for how in ('count(*), a query of its own', 'rows read',
            'rows on the pages of the list',
            'rows on the pages of service users',
            'rows of tokens.csv and tokens.json'):
    check(f'C1-way-{how.split()[0]}-{how.split()[-1]}', tokens,
          counted['Tokens'].get(how))
check('C1-listed', tokens, rows_of('index.html', 'tokens-*.html'))
check('C1-on-user-pages', tokens, rows_of('users/*.html'))
for name, n in (('tokens', tokens), ('service-users', users)):
    with open(os.path.join(data, 'tables', name + '.csv'), newline='',
              encoding='utf-8') as f:
        check(f'C1-csv-{name}', n, sum(1 for _ in csv.reader(f)) - 1)
check('C1-on-the-page', [[c['what'], c['how'], f"{c['number']:,}"]
                         for c in p['counts']], table('counts'))

# C2: sums.
t = p['totals']
check('C2-states', tokens, t['active'] + t['revoked'] + t['expired'])
lists = {entry['file']: entry for entry in p['lists']}
for file, patterns in (('index.html', ('index.html', 'tokens-*.html')),
                       ('active.html', ('active*.html',)),
                       ('revoked.html', ('revoked*.html',)),
                       ('expired.html', ('expired*.html',)),
                       ('not-used.html', ('not-used*.html',)),
                       ('never-expires.html', ('never-expires*.html',)),
                       ('by-status.html', ('by-status.html',
                                           'by-status.[0-9]*.html'))):
    if file == 'by-status.html' and tokens == 0:
        continue
    if t.get(file.replace('-', '_')[:-5], 0) is None:
        check(f'C2-no-{file}', (False, ''),
              (file in lists, pages(*patterns)))
        continue
    check(f'C2-{file}', (rows_of(*patterns),
                         len(re.findall('<!DOCTYPE', pages(*patterns)))),
          (lists[file]['rows'], lists[file]['pages']))
check('C2-user-pages', len(glob.glob(os.path.join(data, 'users/*.html'))),
      [e['pages'] for e in p['lists']
       if e['heading'] == 'Tokens of each service user'][0])

# C3: what is left out, and that nothing else is.
check('C3-no-filter', 2, section('filters').count(
    'No filter, the full population'))
native = {'service_users': 'id user_id name email role active created '
          'created_by purpose owner avatar', 'tokens': 'id service_user name '
          'created expiration last_used active revoked scim description',
          'teams': 'id name', 'team_members': 'team service_user',
          'export_info': 'key value'}
left = set()
for (name,) in db.execute("SELECT name FROM pragma_table_list WHERE schema = "
                          "'main' AND name NOT LIKE 'sqlite_%schema'"):
    if name not in native:
        left.add((name, None))
    else:
        left |= {(name, column) for (column,) in db.execute(
            'SELECT name FROM pragma_table_xinfo(?)', (name,))
            if column not in native[name].split()}
check('C3-excluded', sorted(left, key=str), sorted(
    ((e['table'], e['column']) for e in p['excluded']), key=str))
check('C3-on-the-page', [[e['table'], e['column'] or 'all', e['why']]
                         for e in p['excluded']], table('excluded'))

# C4: orphans.
lost = 'FROM tokens WHERE service_user IS NULL OR service_user NOT IN ' \
    '(SELECT id FROM service_users)'
check('C4-orphans', one('SELECT count(*) ' + lost), p['orphans']['tokens'])
named = [row[0] for row in db.execute('SELECT DISTINCT service_user ' + lost)]
check('C4-references', sorted(named, key=str),
      sorted(p['orphans']['named'], key=str))
check('C4-listed', ['NULL' if n is None else str(n)
                    for n in p['orphans']['named']],
      [row[0] for row in table('orphans')])
check('C4-their-pages', [], [link for link in re.findall(
    'href="(users/[^"]*)"', section('orphans'))
    if not os.path.exists(os.path.join(data, link))])
check('C4-rejected', '0', facts('totals')['Rows left out'])

# C5: ranges, gaps and sums.
for name in ('tokens', 'service_users'):
    ids = [row[0] for row in db.execute(f'SELECT id FROM {name} ORDER BY id')]
    check(f'C5-keys-{name}', {
        'gaps': sum(b - a != 1 for a, b in zip(ids, ids[1:])),
        'largest': ids[-1] if ids else None, 'least': ids[0] if ids else None,
        'missing': str(ids[-1] - ids[0] + 1 - len(ids) if ids else 0),
        'rows': len(ids), 'sum': str(sum(ids))}, p['keys'][name + '.id'])


def utc(value):
    if isinstance(value, int) or value.isdigit():
        n = int(value)
        return datetime.datetime(1970, 1, 1) + datetime.timedelta(
            seconds=n // 1000 if n >= 10 ** 11 else n)
    d = datetime.datetime.fromisoformat(value.replace('Z', '+00:00'))
    if d.tzinfo:
        d = d.astimezone(datetime.timezone.utc).replace(tzinfo=None)
    return d.replace(microsecond=0)


def stamp(d):
    return d.isoformat() + 'Z' if d else None


def column(name):
    table_name, column_name = name.split('.')
    if column_name not in [row[0] for row in db.execute(
            'SELECT name FROM pragma_table_info(?)', (table_name,))]:
        return None
    return [row[0] for row in db.execute(
        f'SELECT {column_name} FROM {table_name}')]


for name in p['times']:
    values = column(name)
    times = [utc(v) for v in values or [] if v is not None]
    check(f'C5-times-{name}', values if values is None else {
        'earliest': stamp(min(times, default=None)),
        'latest': stamp(max(times, default=None)),
        'none': len(values) - len(times), 'times': len(times),
        'unreadable': 0}, p['times'][name])

# C7, A7 and the snapshot's own place are in the shell part.

# A1: the file.
st = os.stat(export)
check('A1-source', (hashlib.sha256(open(export, 'rb').read()).hexdigest(),
                    st.st_size, stamp(datetime.datetime.utcfromtimestamp(
                        int(st.st_mtime))), os.path.basename(export), True),
      tuple(p['export'][k] for k in ('sha256', 'size', 'modified', 'name',
                                     'unchanged_while_read')))
e = facts('export')
check('A1-on-the-page', (p['export']['name'], p['export']['sha256'],
                         f"{st.st_size:,}", p['export']['modified']),
      (e['Name of the file'], e['SHA-256'], e['Size in bytes'],
       e['Last changed']))

# A2: the statements of queries.sql, of the JSON and of the page are the same.
script = open(os.path.join(data, 'queries.sql'), encoding='utf-8').read()
said = re.findall(r'^-- ([a-z-]+): .*\n-- It gave (\d+) rows?, SHA-256\n-- '
                  r'([0-9a-f]{64})\.$', script, re.M)
check('A2-json', [tuple(x) for x in said],
      [(s['name'], str(s['rows']), s['sha256']) for s in p['statements']])
on_page = [(name, rows.replace(',', ''), digest, html.unescape(sql))
           for name, rows, digest, sql in re.findall(
               r'<h3>([a-z-]+)</h3>.*?Rows: <b>([0-9,]+)</b>.*?'
               r'<code>([0-9a-f]{64})</code>.*?<pre class="sql"><code>(.*?)'
               r'</code></pre>', page, re.S)]
check('A2-page', [(s['name'], str(s['rows']), s['sha256'], s['sql'])
                  for s in p['statements']], on_page)
plain = script.replace('\n--     ', '\n')
check('A2-verbatim', [], [s['name'] for s in p['statements']
                          if s['sql'] not in plain])

# A3: control totals, by other queries.
check('A3-totals', (tokens, users, one('SELECT count(*) FROM tokens WHERE '
                                       'active = 0'),
                    one('SELECT count(*) FROM service_users WHERE id NOT IN '
                        '(SELECT service_user FROM tokens WHERE service_user '
                        'IS NOT NULL)')),
      (t['tokens'], t['service_users'], t['revoked'],
       t['idle_service_users']))
expiration = column('tokens.expiration')
check('A3-never-expires', expiration if expiration is None else
      expiration.count(None), t['never_expires'])
last_used = column('tokens.last_used')
check('A3-not-used', last_used if last_used is None else
      last_used.count(None), t['not_used'])
if expiration is not None:
    check('A3-expired', sum(x is not None and utc(x) <= AS_OF and a == 1
                            for x, a in db.execute('SELECT expiration, active '
                                                   'FROM tokens')),
          t['expired'])
if column('service_users.role') is not None:
    check('A3-roles', {role: (n, m) for role, n, m in db.execute(
        'SELECT role, count(DISTINCT u.id), count(t.id) FROM service_users u '
        'LEFT JOIN tokens t ON t.service_user = u.id GROUP BY role')},
        {r['role']: (r['service_users'], r['tokens']) for r in p['roles']})

# A4: the database.
check('A4-database', ('ok', *(one(f'PRAGMA {x}') for x in (
    'page_count', 'page_size', 'freelist_count', 'schema_version',
    'application_id', 'user_version', 'encoding'))),
    tuple(p['export'][k] for k in (
        'integrity_check', 'pages', 'page_size', 'free_pages',
        'schema_version', 'application_id', 'user_version', 'encoding')))
check('A4-integrity-here', 'ok', one('PRAGMA integrity_check'))
check('A4-journal', one('PRAGMA journal_mode') == 'wal',
      p['export']['journal_mode'] == 'wal')
check('A4-sqlite', True, any(x['name'] == 'SQLite' and x['loaded']
                             for x in p['program']['libraries']))

# A5: every rule that changes how a value looks.
check('A5-rules', ['Times', 'Relative times', 'Missing values', 'Names',
                   'Characters', 'Length', 'CSV', 'JSON', 'Order',
                   'Digests of rows'], [row[0] for row in table('rules')])
check('A5-nothing-cut', 'No value is cut, and no row is left out.',
      facts('rules')['Length'])

# A6: every time of the JSON is UTC with Z, and the assumption is stated.
times = re.findall(r'"([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}[^"]*)"', raw)
check('A6-utc', [], [x for x in times if not x.endswith('Z') and
                     x != p['export']['exported_at']])
check('A6-assumption', True, 'count as UTC when no offset is written' in
      section('rules'))

# E2, E3: the program and its options.
check('E2-program', True, bool(p['program']['compiler']) and
      len(p['program']['libraries']) == 4 and all(
          x['compiled'] and x['loaded'] for x in p['program']['libraries']))
check('E2-on-the-page', [p['program']['version'], p['program']['sha256']],
      [row[1] for row in table('program')[:2]])
check('E3-options', [['--' + s['name'], s['value'], s['default']]
                     for s in p['settings']], table('settings'))
check('E3-command', True, html.escape(p['settings_command'], quote=False)
      in section('settings').replace('&quot;', '"'))

# I6, R2, R5: what is said in words.
secret = [f'{a}.{b}' for a, b in left if b and re.search(
    'key|token|hash|secret|salt|password', b, re.I)]
check('I6-secrets-named', sorted(secret), sorted(
    f"{e['table']}.{e['column']}" for e in p['excluded']
    if e['why'] == 'could hold a secret'))
check('I6-never-selected', [], [c for c in secret for s in p['statements']
                                if c.split('.')[1] in s['sql']])
check('R2-supports', [], [row for row in table('controls')
                          if len(row) != 3 or not row[2]])
words = ('PCI DSS 4.0.1', '7.2.5.1', '8.6.3', 'ISO/IEC 27001:2022', 'A.5.16',
         'A.5.18', 'A.8.2', 'NIST SP 800-53', 'AC-2', 'IA-5', 'AU-9', 'AU-10',
         'AU-11', 'SOC 2', 'CC6.1', 'CC6.3')
check('R2-controls', [], [w for w in words if w not in section('controls')])
check('R2-never-compliant', [], re.findall('complian[a-z]*|certified', page +
                                           raw, re.I))
check('R2-links', [], [link for link in re.findall(
    'href="([^"#]*)"', page) if not os.path.exists(os.path.join(data, link))])
check('R5-limitations', ['The source', "The export's own words",
                         'Declared facts', 'The clock', 'The program', 'Use',
                         'Numbers with a fraction'],
      [row[0] for row in table('limits')])
check('R1-sign-off', ['Snapshot', 'Reviewer', 'Date',
                      'Decision: keep, change, revoke', 'Reason',
                      'Signature'],
      [row[0] for row in cells(page[page.index('id="sign-off"'):])[1:]])

# The JSON: members sorted, nothing twice, one line each.


def in_order(pairs):
    names = [name for name, _ in pairs]
    if names != sorted(set(names)):
        print('not ok json-sorted:', names)
    return dict(pairs)


json.loads(raw, object_pairs_hook=in_order)
check('json-lines', len(p), len(re.findall(r'^"[a-z_]+":', raw, re.M)))
