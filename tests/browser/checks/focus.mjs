// The keyboard: Tab reaches the skip link first, it works, and each stop can be
// seen, is not covered and is marked, in light and in dark.
import { Findings } from '../report.mjs';
import { sample, urlOf } from '../snapshot.mjs';
import { call } from './inpage.mjs';

// Runs inside the page: what is wrong with the element that has the focus.
const stop = ({ name, words }) => {
	const el = document.activeElement;
	if (!el || el === document.body)
		return null;
	const problems = [];
	// The name of a user may be broken over lines: any of its boxes will do.
	const boxes = [...el.getClientRects()];
	const hit = boxes.some(({ left, top, width, height }) =>
		[[0.5, 0.5], [0.1, 0.5], [0.9, 0.5]].some(([x, y]) => {
			const at = document.elementFromPoint(left + x * width,
				top + y * height);
			return at && (el.contains(at) || at.contains(el));
		}));
	if (!hit)
		problems.push('cannot be seen, or is covered');
	const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(el);
	if ((outlineStyle === 'none' || parseFloat(outlineWidth) < 1) &&
	    boxShadow === 'none')
		problems.push('the focus is not marked');
	const { DOCUMENT_POSITION_FOLLOWING: FOLLOWING } = Node;
	return {
		problems: problems.map((problem) => `${problem}: ${name(el)}`),
		text: words(el.textContent),
		href: el.getAttribute('href'),
		inMain: Boolean(el.closest('main')),
		afterMain: Boolean(document.querySelector('main')
			.compareDocumentPosition(el) & FOLLOWING),
	};
};

const tab = async (page) => {
	await page.keyboard.press('Tab');
	return call(page, stop);
};

const skip = async (page, url, say) => {
	await page.goto(url);
	const first = await tab(page);
	if (!/^#./.test(first?.href ?? '') || !/skip/i.test(first.text)) {
		say('skip', `the first stop is no skip link: ${first?.text}`);
		return;
	}
	await page.keyboard.press('Enter');
	if (!(await page.evaluate(() => location.hash)).endsWith(first.href))
		say('skip', 'Enter on the skip link does not lead anywhere');
	const next = await tab(page);
	// With nothing behind it to stop at, Tab starts over.
	const behind = await page.evaluate(() =>
		document.querySelector('main a, footer a, main ~ * a') !== null);
	if (behind && !next?.inMain && !next?.afterMain)
		say('skip', `after the skip link comes ${next?.text}`);
};

const stops = async (page, url, steps, say) => {
	await page.goto(url);
	const links = await page.evaluate(() =>
		document.querySelectorAll('a[href]').length);
	for (let i = 0; i < Math.min(steps, links); i++) {
		const at = await tab(page);
		if (!at) {
			say('stops', `Tab ${i + 1} reaches nothing; ${links} links`);
			return;
		}
		for (const problem of at.problems)
			say('stops', problem);
	}
};

const SCHEMES = [
	{ steps: 30, colorScheme: 'light', viewport: { width: 1280, height: 600 } },
	{ steps: 12, colorScheme: 'dark', viewport: { width: 320, height: 600 } },
];

export const focus = async (browser, snapshot) => {
	const found = new Findings('keyboard-skip', 'keyboard-stops');
	await Promise.all(SCHEMES.map(async ({ steps, ...scheme }) => {
		const context = await browser.newContext({ javaScriptEnabled: false,
			offline: true, ...scheme });
		const page = await context.newPage();
		for (const kind of snapshot.thorough) {
			const [{ path }] = sample(snapshot, kind);
			const url = urlOf(snapshot.dir, path);
			const say = (check, problem) => found.add(`keyboard-${check}`,
				`${path}, ${scheme.colorScheme}: ${problem}`);
			await skip(page, url, say);
			await stops(page, url, steps, say);
		}
		await context.close();
	}));
	return found;
};
