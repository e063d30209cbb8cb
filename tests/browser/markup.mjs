// markup.mjs OUT THEME...: what can be told from the files, without a browser.
// xmllint, vnu and html-validate look at every page, in one process each.
import { readFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { htmlValidate, vnuJar } from './deps.mjs';
import { Findings, report } from './report.mjs';
import { isFile, readSnapshots, walk } from './snapshot.mjs';
import { run } from './tools.mjs';

const MAX_PAGE = 2 * 1024 * 1024;
const CSP = '<meta http-equiv="Content-Security-Policy" content="' +
	"default-src 'none'; style-src 'self'; img-src 'self' data:; " +
	"base-uri 'none'; form-action 'none'\"/>";

// vnu's remarks that were looked at and are no fault of ours.
const REVIEWED = [
	// Well-formed XML needs the slash, and all our attributes are quoted.
	/^Trailing slash on void elements has no effect/,
	// vnu takes 'self' of a file: URL for nothing (validator issue 2062);
	// that the stylesheet and the pictures load is tested in the browser.
	/^Resource violates Content Security Policy \(meta tag\): [a-z ]+'(?!https?:)/,
	// A name is evidence: it is shown with the bytes that it has.
	/^Text run is not in Unicode Normalization Form C/,
	/^Text run starts with a composing character/,
	// The guess goes by names, which are in any language.
	/^This document appears to be written in /,
];

const [out, ...themes] = process.argv.slice(2);
const snapshots = readSnapshots(out, themes);
const where = (file) => relative(out, file.replace(/^file:/, ''))
	.replace(/archive\/[^/]*\//, '');

const xml = async () => {
	for (const { name, pages } of snapshots) {
		const { status, stderr } = await run('xmllint', ['--noout',
			'--nonet', ...pages.map((page) => page.file)]);
		report(`${name}/xmllint`, status === 0 ? []
			: stderr.split('\n').filter((line) => /:\d+: /.test(line))
				.map(where));
	}
};

const vnu = async () => {
	const styles = snapshots.flatMap(({ dir }) =>
		walk(dir).filter((file) => file.endsWith('.css')));
	const { stderr } = await run('java', ['-Xss4m', '-jar', vnuJar(),
		'--format', 'json', '--also-check-css', '--asciiquotes',
		...styles, ...snapshots.flatMap(({ pages }) =>
			pages.map((page) => page.file))]);
	let messages;
	try {
		({ messages } = JSON.parse(stderr));
	} catch {
		report('vnu', [stderr]);
		return;
	}
	for (const { name, dir } of snapshots) {
		const here = messages.filter(({ url }) =>
			decodeURI(url ?? '').includes(`${dir}/`));
		const line = (m) => `${where(decodeURI(m.url))}:${m.lastLine}: ` +
			`${m.message} ${m.extract ?? ''}`;
		const remark = (m) => m.type === 'info';
		report(`${name}/vnu-errors`,
			here.filter((m) => !remark(m)).map(line));
		report(`${name}/vnu-warnings`, here.filter((m) => remark(m) &&
			!REVIEWED.some((r) => r.test(m.message))).map(line));
	}
	report('vnu-ran', messages.some(({ url }) => !url)
		? messages.filter(({ url }) => !url).map((m) => m.message) : []);
};

// Rows after the third of the same make are left out: vnu reads them all.
const withoutAlike = (text) => {
	const seen = {};
	return text.replace(/^<tr id="token-[^]*?<\/tr>\n/gm, (row) => {
		const make = row.replace(/>[^<]+/g, '>')
			.replace(/ (?!class)[a-z]+="[^"]*"/g, '');
		seen[make] = (seen[make] ?? 0) + 1;
		return seen[make] > 3 ? '' : row;
	});
};

// The rules stand in htmlvalidate.json; "why" gives the reason for each that
// differs from the preset, which html-validate itself has no place for.
const htmlvalidate = async () => {
	const { why, ...config } = JSON.parse(readFileSync(
		new URL('htmlvalidate.json', import.meta.url), 'utf8'));
	report('htmlvalidate-reasons', Object.keys(config.rules)
		.filter((rule) => !why[rule]).map((rule) => `no reason: ${rule}`));
	const { HtmlValidate, StaticConfigLoader } = htmlValidate();
	const validator = new HtmlValidate(new StaticConfigLoader(config));
	for (const { name, pages } of snapshots) {
		const found = [];
		for (const { path, text } of pages) {
			const { results } = await validator.validateString(
				withoutAlike(text), path);
			for (const m of results.flatMap((r) => r.messages))
				found.push(`${path}: ${m.ruleId}: ` +
					`${m.message} (${m.selector ?? ''})`);
		}
		report(`${name}/html-validate`, found);
	}
};

const pageBytes = (found, { path, file, text }) => {
	const say = (check, what) => found.add(check, `${path}: ${what}`);
	if (!text.startsWith('<!DOCTYPE html>\n'))
		say('bytes', 'does not start with <!DOCTYPE html>');
	if (/\r/.test(text))
		say('bytes', 'a line ends in CR');
	if (Buffer.from(text).compare(readFileSync(file)) !== 0)
		say('bytes', 'is not UTF-8');
	if (!text.slice(0, 1024).includes('<meta charset="utf-8"/>'))
		say('bytes', 'no charset in the first 1,024 bytes');
	if (Buffer.byteLength(text) > MAX_PAGE)
		say('bytes', 'larger than 2 MiB');
	const policies = text.match(/<meta[^>]*content-security-policy[^>]*>/gi);
	if (policies?.length !== 1 || policies[0] !== CSP)
		say('csp', `policy is ${policies ?? 'missing'}`);
	if (text.indexOf(CSP) > text.search(/<link|<title/))
		say('csp', 'policy stands after <link> or <title>');
	if (/<script|<style|=["']\s*javascript:/i.test(text))
		say('script', 'has a script, a style or a javascript: address');
};

// Titles say what is specific first, and when; no two pages share one.
const titles = (found, { pages, dir }) => {
	const seen = new Map();
	for (const { path, text } of pages) {
		const title = /<title>([^<]*)<\/title>/.exec(text)?.[1].trim() ?? '';
		if (!title.includes(basename(dir)))
			found.add('titles', `${path}: no snapshot name in "${title}"`);
		if (seen.has(title))
			found.add('titles', `${path}: "${title}" is that of ` +
				`${seen.get(title)} too`);
		seen.set(title, path);
	}
};

const styles = (found, file, path) => {
	const css = readFileSync(file, 'utf8').replace(/\/\*[^]*?\*\//g, '');
	const say = (what) => found.add('css', `${path}: ${what}`);
	for (const [, url] of css.matchAll(/url\(\s*["']?([^)"']*)/g))
		if (!url.startsWith('data:image/') &&
		    !isFile(join(dirname(file), decodeURIComponent(url))))
			say(`url(${url}) is not there`);
	if (/@import|@font-face/.test(css))
		say('@import or @font-face');
	// Motion may be there for those who have not asked for less of it.
	if (/\b(transition|animation)(-[a-z]+)?\s*:(?!\s*none)/.test(css) &&
	    !/prefers-reduced-motion/.test(css))
		say('motion, but no prefers-reduced-motion');
	if (/:has\(/.test(css) && !/@supports\s+selector\(\s*:has\(/.test(css))
		say(':has() outside @supports');
};

// Names that Windows, a zip and a file system without case can hold.
const names = (found, paths) => {
	const folded = new Map();
	for (const path of paths) {
		const same = folded.get(path.toLowerCase());
		if (same)
			found.add('names', `${path} and ${same} differ by case only`);
		folded.set(path.toLowerCase(), path);
		if (path.length > 120)
			found.add('names', `${path}: ${path.length} characters`);
		for (const part of path.split('/'))
			if (!/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(part) ||
			    /\.$|^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(part))
				found.add('names', `${path}: ${part}`);
	}
};

const own = () => {
	for (const snapshot of snapshots) {
		const found = new Findings('bytes', 'csp', 'script', 'titles', 'css',
			'names');
		snapshot.pages.forEach((page) => pageBytes(found, page));
		titles(found, snapshot);
		const files = walk(snapshot.dir);
		const path = (file) => relative(snapshot.dir, file);
		for (const file of files.filter((f) => f.endsWith('.css')))
			styles(found, file, path(file));
		names(found, files.map(path));
		found.report(snapshot.name);
	}
};

const validator = vnu();
own();
await xml();
await htmlvalidate();
await validator;
