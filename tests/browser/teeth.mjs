// teeth.mjs TOKENSNAP OUTDIR [FAULT...]: does each check find its fault?  To be
// run by hand.  Makes a small snapshot of the default theme, once for each fault
// below with that fault in it, and runs all checks.
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, cpSync, readFileSync, readdirSync, rmSync, mkdirSync,
	writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { walk } from './snapshot.mjs';

const SQL = `
CREATE TABLE service_users(id INTEGER PRIMARY KEY, user_id TEXT, name TEXT);
CREATE TABLE tokens(id INTEGER PRIMARY KEY, service_user INTEGER, name TEXT,
	created TEXT, expiration TEXT, last_used TEXT, active INTEGER);
INSERT INTO service_users VALUES(1, 'a@service', 'First One'),
	(2, 'b@service', 'Second One');
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 40)
INSERT INTO tokens SELECT i, 1 + i % 2, 'token number ' || i,
	'2025-01-01T00:00:00Z',
	CASE WHEN i % 3 THEN '2027-01-01T01:01:01Z' ELSE '2026-01-01T01:01:01Z' END,
	'2025-06-01T02:02:02Z', i % 5 > 0 FROM n;`;

const css = (text) => ({ in: /style\.css$/, from: /$/, to: `\n${text}\n` });
const list = (from, to) => ({ in: /data\/index\.html$/, from, to });
const user = (from, to) => ({ in: /\/users\//, from, to });
const every = (from, to) => ({ in: /\.html$/, from, to });

// Fault: where and what, and the tests that have to fail.
const FAULTS = {
	none: [list(/$/, ''), []],
	rowhead: [list(/<th scope="row"([^>]*)>([^]*?)<\/th>/g, '<td$1>$2</td>'),
		['tables']],
	colhead: [list(/<th scope="col"([^>]*)>([^<]*)<\/th>/g, '<td$1>$2</td>'),
		['tables']],
	caption: [list(/<caption>[^]*?<\/caption>/, ''), ['tables']],
	cell: [list(/<td class="last-used">[^]*?<\/td>/, ''), ['tables']],
	badge: [list(/<b>Active<\/b>/, '<b>\u25cf</b>'), ['status']],
	key: [list(/<i>Active key<\/i>/, '<i></i>'), ['status']],
	class: [list(/<tr([^>]*)class="expired"/, '<tr$1class="active"'), ['status']],
	bdi: [user(/<td class="token">[^]*?<\/td>/, (cell) =>
		cell.replace(/<\/?bdi>/g, '')), ['isolated']],
	tabindex: [list(/<time /, '<time tabindex="0" '), ['focusable']],
	onclick: [list(/<h1>/, '<h1 onclick="x()">'), ['inert']],
	style: [list(/<h1>/, '<h1 style="color:red">'), ['inert', 'html-validate']],
	script: [list(/<h1>/, '<script>alert(1)</script><h1>'),
		['inert', 'script']],
	policy: [list(/; form-action 'none'/, ''), ['csp']],
	broken: [list(/<br\/>/, '<br>'), ['xmllint']],
	twice: [list(/<h1>/, '<h1 id="main">'), ['vnu-errors']],
	nolink: [list(/about\.html/, 'abuot.html'), ['links']],
	fragment: [list(/about\.html/, 'about.html#nothing'), ['links']],
	escape: [list(/about\.html/, 'about%2Ehtml%23'), ['links']],
	absolute: [list(/<h1>/, '<h1><a href="/etc/passwd">x</a> '), ['links']],
	outward: [list(/<h1>/, '<h1><a href="https://example.test/">x</a> '),
		['links']],
	remote: [list(/<h1>/, '<h1><img alt="x" src="https://example.test/x.png"/>'),
		['links', 'requests', 'pictures']],
	unstyled: [list(/style\.css/, 'stlye.css'), ['styled', 'requests', 'links']],
	island: [list(/href="users\/b[^"]*"/g, 'href="about.html"'), ['reachable']],
	tooltip: [user(/2027-01-01 02:01:01/, '2027-01-01 02:01:00'), ['tooltips']],
	titles: [every(/<title>[^<]*<\/title>/, '<title>Tokens</title>'),
		['titles']],
	noskip: [list(/<a class="skip"[^]*?<\/a>/, ''),
		['structure', 'keyboard-skip']],
	badskip: [list(/id="main"/, 'id="main" hidden="hidden"'),
		['keyboard-skip']],
	small: [css('nav a { padding: 0 !important; font-size: 8px; }'),
		['target']],
	wide: [css('main { min-width: 40rem; }'), ['sideways']],
	pale: [css('.status b { color: #999 !important; }'),
		['contrast-light', 'axe-light-1280/list']],
	paledark: [css('@media screen and (prefers-color-scheme: dark) {' +
		'.range { color: #555; } }'),
	['contrast-dark', 'axe-dark-1280/list']],
	paleicon: [css('.token i { color: #cde !important; }'),
		['contrast-light']],
	shape: [css('.status b::before { border-radius: 0 !important;' +
		'clip-path: none !important; }'), ['shape']],
	unmarked: [css('a:focus-visible { outline: none; }'), ['keyboard-stops']],
	covered: [css('thead th { top: -1rem; height: 90vh; z-index: 9; }'),
		['keyboard-stops']],
	cutoff: [css('.range { height: 1.4em; overflow: hidden; }'),
		['spacing-1280/list']],
	motion: [css('a { transition: color 1s; }'), ['css']],
	import: [css('b { background: url(nothing.png); }'), ['css']],
	printheads: [css('@media print { thead { display: table-row-group; } }'),
		['print-rules', 'print-heads']],
	printsplit: [css('@media print { tr { break-inside: auto; } }'),
		['print-rules']],
	printtimes: [css('@media print { [title]::after { content: none !important; } }'),
		['print-cells']],
	printcell: [css('@media print { td.last-used { display: none; } }'),
		['print-cells']],
	printdark: [css('@media print and (prefers-color-scheme: dark) {' +
		'html, body { background: #000; color: #fff; } }'),
	['print-light']],
	printnav: [css('@media print { nav { display: block !important; } }'),
		['print-rules']],
	order: [list(/(<td class="last-used">[^]*?<\/td>)(<td class="status">[^]*?<\/td>)/,
		'$2$1'), ['tables']],
	filterless: [css('tbody tr.expired { display: table-row !important; }'),
		['filter']],
	filtered: [css('@media print { tr.active { display: none; } }'),
		['filter', 'print-cells']],
	unseen: [list(/<b>Active<\/b>/, '<style>Active</style>'), ['w3m']],
};

const [program, outdir, ...named] = process.argv.slice(2);
const here = fileURLToPath(new URL('.', import.meta.url));
const out = resolve(outdir);
const writable = (dir) => {
	chmodSync(dir, 0o755);
	for (const entry of readdirSync(dir, { withFileTypes: true }))
		if (entry.isDirectory())
			writable(join(dir, entry.name));
		else if (entry.isFile())
			chmodSync(join(dir, entry.name), 0o644);
};

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
execFileSync('sqlite3', ['-bail', join(out, 'small.db')], { input: SQL });
execFileSync(resolve(program), ['build', '-q', '--no-sync', '--as-of',
	'2026-11-23T15:43:00Z', '--timezone', 'Europe/Berlin', '-o',
	join(out, 'archive'), join(out, 'small.db')], { stdio: 'ignore' });
const dated = readdirSync(join(out, 'archive')).find((x) => /^\d/.test(x));
writable(join(out, 'archive', dated));

const faults = Object.entries(FAULTS)
	.filter(([name]) => named.length === 0 || named.includes(name));
for (const [fault, [{ in: where, from, to }]] of faults) {
	const dir = join(out, fault, 'sample', 'archive', dated);
	cpSync(join(out, 'archive', dated), dir, { recursive: true });
	let hits = 0;
	for (const file of walk(dir).filter((file) => where.test(file))) {
		const text = readFileSync(file, 'utf8');
		hits += from.test(text) ? 1 : 0;
		from.lastIndex = 0;
		writeFileSync(file, text.replace(from, to));
	}
	if (hits === 0)
		console.log(`not ok ${fault}: no such place`);
	cpSync(dir, join(out, fault, 'sample', 'moved é', dated),
		{ recursive: true });
}

// Each check looks at the faults that it has to find, and at none.
const CHECKS = [[/^(contrast)-/, 'contrast'], [/^keyboard-/, 'focus'],
	[/^print-/, 'print'], [/^filter/, 'filter'], [/^w3m/, 'text'], [/^(axe|spacing)-/, 'axe'],
	[/^(bytes|csp|script|titles|css|names|xmllint|vnu|html-validate)/, 'markup'],
	[/./, 'visit']];
const checkOf = (test) => CHECKS.find(([pattern]) => pattern.test(test))[1];
const said = [...new Set(CHECKS.map(([, check]) => check))].map((check) => {
	const themes = faults.filter(([fault, [, tests]]) => fault === 'none' ||
		tests.some((test) => checkOf(test) === check)).map(([fault]) => fault);
	const script = check === 'markup' ? 'markup.mjs' : 'pages.mjs';
	return themes.length === 0 ? '' : spawnSync('node',
		[join(here, script), out, ...themes], { encoding: 'utf8',
			maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'inherit'],
			env: { ...process.env, CHECKS: check } }).stdout;
}).join('');
writeFileSync(join(out, 'log'), said);
for (const [fault, [, wanted]] of faults) {
	const failed = [...said.matchAll(/^not ok browser\/([^/]*)\/sample\/(.*)$/gm)]
		.filter(([, theme]) => theme === fault).map(([, , test]) => test);
	const missed = wanted.filter((test) => !failed.includes(test));
	const good = missed.length === 0 && (fault !== 'none' || failed.length === 0);
	console.log(`${good ? 'ok' : 'not ok'} ${fault}` +
		(missed.length > 0 ? `, not found by ${missed}` : '') +
		` (failed: ${failed.join(' ')})`);
	if (!good)
		process.exitCode = 1;
}
