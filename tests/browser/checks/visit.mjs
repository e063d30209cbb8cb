// Opens every page of a snapshot at its odd place, with JavaScript off and
// without a network, and looks at each by itself and at all of them together.
import { fileURLToPath } from 'node:url';
import { relative } from 'node:path';
import { pool } from '../deps.mjs';
import { Findings } from '../report.mjs';
import { isFile, sample, urlOf } from '../snapshot.mjs';
import { collect, sideways } from './collect.mjs';
import * as dom from './dom.mjs';
import { call, callAll } from './inpage.mjs';

const open = async (browser, root, found) => {
	const context = await browser.newContext({
		javaScriptEnabled: false,
		offline: true,
		viewport: { width: 1280, height: 600 },
	});
	context.on('request', (request) => {
		const url = request.url();
		if (!url.startsWith(`${root}/`) && !url.startsWith('data:image/'))
			found.add('requests', `asks for ${url}`);
	});
	context.on('requestfailed', (request) =>
		found.add('requests', `not there: ${request.url()}`));
	const page = await context.newPage();
	page.on('console', (message) =>
		found.add('requests', `console: ${message.text()}`));
	return { page, devtools: await context.newCDPSession(page),
		width: 1280, widths: [1280, 640, 320] };
};

// A screen, on some pages 1280 at 200 %, a phone; then back with the next page,
// since laying out a long list anew is what takes the time.
const visitPage = async (tab, url, sampled, say) => {
	let data;
	await tab.page.goto(url);
	for (const width of tab.widths.filter((w) => sampled || w !== 640)) {
		if (width !== tab.width)
			// Playwright's own way waits for frames that nobody needs.
			await tab.devtools.send('Emulation.setDeviceMetricsOverride', {
				width, height: 600, deviceScaleFactor: 1, mobile: false });
		tab.width = width;
		const wide = await tab.page.evaluate(sideways);
		if (wide)
			say('sideways', wide);
		if (width !== 1280)
			continue;
		const found = await callAll(tab.page, dom);
		for (const [check, problems] of Object.entries(found))
			say(check, ...problems);
		data = await call(tab.page, collect);
	}
	tab.widths.reverse();
	return data;
};

// Every link is relative, stays inside, names a file, and its fragment is the
// id of something there.  Rendered Markdown may lead elsewhere.
const checkLinks = (snapshot, pages, found) => {
	const reached = new Set(['index.html']);
	const leads = new Map();
	for (const [path, { links, ids }] of pages) {
		const say = (link) =>
			found.add('links', `${path}: ${link.value} (${link.url})`);
		leads.set(path, []);
		for (const link of links) {
			const outward = /^([a-z][a-z0-9+.-]*:|[\\/])/i.test(link.value);
			if (link.inMain && /^data\/(about\.html|notes\/)/.test(path) &&
			    /^(https?|mailto):/.test(link.value))
				continue;
			if (!link.url || outward) {
				say(link);
				continue;
			}
			const url = new URL(link.url);
			const id = decodeURIComponent(url.hash.slice(1));
			url.hash = '';
			const file = fileURLToPath(url);
			const there = relative(snapshot.moved, file);
			if (url.search || there.startsWith('..') || !isFile(file) ||
			    (id && !(pages.get(there)?.ids ?? []).includes(id)))
				say(link);
			leads.get(path).push(there);
		}
		if (new Set(ids).size < ids.length)
			found.add('links', `${path}: an id stands twice`);
	}
	for (const path of reached)
		for (const there of leads.get(path) ?? [])
			reached.add(there);
	for (const path of pages.keys())
		if (!reached.has(path))
			found.add('reachable', `no way from the cover to ${path}`);
};

// What a tooltip says stands as text too: that of a token in its row on the
// page of its service user, any other on the page itself.
const checkTips = (snapshot, pages, found) => {
	const byUser = new Map();
	for (const page of pages.values())
		if (page.onUserPage)
			for (const row of page.rows)
				byUser.set(row.id, row.text);
	for (const [path, page] of pages) {
		const say = (problem) =>
			found.add('tooltips', `${path}: ${problem}`);
		for (const tip of page.tips.filter((tip) => !page.text.includes(tip)))
			say(`not as text: ${tip}`);
		for (const { id, tips, user } of page.rows) {
			const text = byUser.get(id);
			if (text === undefined)
				say(`${id} is on no user page`);
			for (const tip of tips.filter((tip) => !text?.includes(tip)))
				say(`${id}: not as text on the user page: ${tip}`);
			if (!page.onUserPage && !/\/users\//.test(user ?? ''))
				say(`${id}: leads to no user page`);
		}
	}
};

export const visit = async (browser, snapshot) => {
	const found = new Findings(...Object.keys(dom), 'sideways', 'requests',
		'links', 'reachable', 'tooltips');
	const root = urlOf(snapshot.moved);
	const sampled = new Set(snapshot.kinds.flatMap((kind) =>
		sample(snapshot, kind).map(({ path }) => path)));
	const pages = new Map(snapshot.pages.map(({ path }) => [path, null]));
	const free = [await open(browser, root, found),
		await open(browser, root, found)];
	await pool(2, snapshot.pages, async ({ path }) => {
		const tab = free.pop();
		pages.set(path, await visitPage(tab, urlOf(snapshot.moved, path),
			sampled.has(path), (check, ...problems) => found.add(check,
				...problems.map((problem) => `${path}: ${problem}`))));
		free.push(tab);
	});
	for (const { page } of free)
		await page.context().close();
	checkLinks(snapshot, pages, found);
	checkTips(snapshot, pages, found);
	return found;
};
