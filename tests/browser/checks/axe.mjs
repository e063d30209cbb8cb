// axe-core on a few pages of each kind.  The pages forbid scripts, so these run
// in a context that does without their policy; nothing else is different.
import { axeSource, pool } from '../deps.mjs';
import { Findings } from '../report.mjs';
import { sample, urlOf } from '../snapshot.mjs';
import { sideways } from './collect.mjs';
import { call } from './inpage.mjs';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa',
	'best-practice'];
const LOOKS = {
	light: { media: 'screen', colorScheme: 'light', forcedColors: 'none' },
	dark: { media: 'screen', colorScheme: 'dark', forcedColors: 'none' },
	forced: { media: 'screen', colorScheme: 'light', forcedColors: 'active' },
	print: { media: 'print', colorScheme: 'dark', forcedColors: 'none' },
};
const WIDTHS = [1280, 320];
const MODES = Object.keys(LOOKS)
	.flatMap((look) => WIDTHS.map((width) => ({ look, width })));
// Pages of one kind differ in content, not in style: the longest one is looked
// at in every way, the others and those of later snapshots in one.
const FEW = [{ look: 'light', width: 1280 }, { look: 'dark', width: 320 }];
const REST = Object.keys(LOOKS)
	.flatMap((look) => WIDTHS.map((width) => ({ look, width })))
	.filter((mode) => !FEW.some(({ look, width }) =>
		look === mode.look && width === mode.width));

// All rows of the longest page are looked at in the first two ways; for the
// others the rows that are like those before them are taken out.
const plan = (snapshot, kind) => sample(snapshot, kind).map(({ path }, i) =>
	i === 0 && snapshot.fresh.includes(kind)
		? { kind, path, whole: FEW, thinned: REST }
		: { kind, path, whole: [], thinned: FEW.slice(0, 1) });

const thin = ({ alike }) => alike().forEach((row) => row.remove());

const inPage = async (_, tags) => {
	const { violations } = await axe.run(document, {
		preload: false,   // else axe fetches the stylesheet, which fails
		resultTypes: ['violations'],
		runOnly: { type: 'tag', values: tags },
	});
	return violations.flatMap((v) => v.nodes.map((node) =>
		`${v.id}: ${node.target.join(' ')}: ` +
		`${node.failureSummary.split('\n').slice(1).join(' ')}`));
};

// WCAG 1.4.12: text may be spaced out and nothing gets lost.
const SPACING = `* {
	line-height: 1.5 !important; letter-spacing: 0.12em !important;
	word-spacing: 0.16em !important;
} p { margin-bottom: 2em !important; }`;
const cut = () => [...document.querySelectorAll('body *')].filter((el) => {
	const { overflowX, overflowY } = getComputedStyle(el);
	return el.clientWidth > 2 && el.textContent.trim() !== '' &&
		((/hidden|clip/.test(overflowX) && el.scrollWidth > el.clientWidth) ||
		(/hidden|clip/.test(overflowY) && el.scrollHeight > el.clientHeight));
}).map((el) => el.outerHTML.slice(0, 80));

const setLook = async ({ page, devtools }, { look, width }) => {
	await page.emulateMedia(LOOKS[look]);
	await devtools.send('Emulation.setDeviceMetricsOverride',
		{ width, height: 900, deviceScaleFactor: 1, mobile: false });
};

const spacing = async (tab, say) => {
	const before = new Map();
	const at = async (width, work) => {
		await setLook(tab, { look: 'light', width });
		await work(await tab.page.evaluate(cut));
	};
	for (const width of WIDTHS)
		await at(width, (found) => before.set(width, new Set(found)));
	await tab.page.addStyleTag({ content: SPACING });
	for (const width of WIDTHS)
		await at(width, async (found) => {
			for (const part of found)
				if (!before.get(width).has(part))
					say(width, `cut off: ${part}`);
			const wide = await tab.page.evaluate(sideways);
			if (wide)
				say(width, wide);
		});
};

const openTab = async (browser) => {
	const context = await browser.newContext({ bypassCSP: true, offline: true });
	const page = await context.newPage();
	return { page, devtools: await context.newCDPSession(page) };
};

const examine = async (tab, source, { path, whole, thinned }, dir, say) => {
	const through = async (modes) => {
		for (const mode of modes) {
			await setLook(tab, mode);
			for (const problem of await call(tab.page, inPage, TAGS))
				say(`axe-${mode.look}-${mode.width}`, problem);
		}
	};
	await tab.page.goto(urlOf(dir, path));
	await tab.page.evaluate(source);
	await through(whole);
	await call(tab.page, thin);
	await through(thinned);
	await spacing(tab, (width, problem) => say(`spacing-${width}`, problem));
};

export const axe = async (browser, snapshot) => {
	const source = axeSource();
	const found = new Findings();
	const tasks = snapshot.kinds.flatMap((kind) => plan(snapshot, kind));
	// So that tests come in one order, however the work is shared out.
	for (const { kind, whole, thinned } of tasks) {
		for (const { look, width } of [...whole, ...thinned])
			found.add(`axe-${look}-${width}/${kind}`);
		for (const width of WIDTHS)
			found.add(`spacing-${width}/${kind}`);
	}
	const free = [await openTab(browser), await openTab(browser)];
	await pool(2, tasks, async (task) => {
		const tab = free.pop();
		await examine(tab, source, task, snapshot.dir, (check, problem) =>
			found.add(`${check}/${task.kind}`, `${task.path}: ${problem}`));
		free.push(tab);
	});
	for (const { page } of free)
		await page.context().close();
	return found;
};
