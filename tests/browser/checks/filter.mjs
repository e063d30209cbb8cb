// The filter above a list, which is style alone: each choice shows the rows of
// its state and no other, the choice of all shows all, and printing ignores it.
import { Findings } from '../report.mjs';
import { sample, urlOf } from '../snapshot.mjs';

const STATES = ['active', 'revoked', 'expired'];

// How many rows there are of each state, and how many of them can be seen.
const count = (states) => {
	const rows = [...document.querySelectorAll('table.tokens > tbody > tr')];
	const seen = rows.filter((row) => row.getClientRects().length > 0);
	const of = (list) => states.map((state) =>
		list.filter((row) => row.classList.contains(state)).length);
	return { there: of(rows), seen: of(seen), all: rows.length };
};

export const filter = async (browser, snapshot) => {
	const found = new Findings();
	if (!snapshot.kinds.includes('list'))
		return found;
	const context = await browser.newContext({ javaScriptEnabled: false });
	const page = await context.newPage();
	const lists = snapshot.pages.some(({ kind }) => kind === 'list');
	for (const { path } of lists ? sample(snapshot, 'list') : []) {
		await page.goto(urlOf(snapshot.dir, path));
		if (await page.locator('.filter').count() === 0)
			continue;
		found.add('filter');
		const say = (text) => found.add('filter', `${path}: ${text}`);
		const hold = async (what, wanted) => {
			const { seen } = await page.evaluate(count, STATES);
			if (String(seen) !== String(wanted))
				say(`${what}: sees ${seen} of ${STATES}, not ${wanted}`);
		};
		const { there, all } = await page.evaluate(count, STATES);
		if (there.reduce((a, b) => a + b) !== all)
			say(`${all} rows, but ${there} of ${STATES}`);
		await hold('at first', there);
		for (const [i, state] of STATES.entries()) {
			await page.locator(`#only-${state}`).check();
			await hold(state, there.map((n, k) => (k === i ? n : 0)));
		}
		await page.emulateMedia({ media: 'print' });
		await hold('in print', there);
		await page.emulateMedia({ media: 'screen' });
		await page.locator('#only-all').check();
		await hold('all again', there);
	}
	await context.close();
	return found;
};
