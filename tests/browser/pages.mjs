// pages.mjs OUT THEME...: what can be told in a browser only.
// CHECKS=print,text runs these alone; TIMES=1 says how long each took.
import { axe } from './checks/axe.mjs';
import { contrast } from './checks/contrast.mjs';
import { filter } from './checks/filter.mjs';
import { focus } from './checks/focus.mjs';
import { print } from './checks/print.mjs';
import { text } from './checks/text.mjs';
import { visit } from './checks/visit.mjs';
import { launch } from './deps.mjs';
import { report } from './report.mjs';
import { readSnapshots } from './snapshot.mjs';

const [out, ...themes] = process.argv.slice(2);
const wanted = process.env.CHECKS?.split(',');
const browser = await launch();
let done = false;
browser.on('disconnected', () => {
	if (done)
		return;
	report('chromium', ['the browser was closed by somebody else']);
	process.exit(1);
});

// A check that breaks down is a failed test, not the end of all others.
const run = async (check, snapshot) => {
	if (wanted && !wanted.includes(check.name))
		return () => {};
	const start = performance.now();
	const { name } = snapshot;
	try {
		const found = await check(browser, snapshot);
		if (process.env.TIMES)
			console.error(`${((performance.now() - start) / 1000)
				.toFixed(1)} s  ${name}/${check.name}`);
		return () => found.report(name);
	} catch (error) {
		return () => report(`${name}/${check.name}`, [error.stack]);
	}
};
const inTurn = async (checks, snapshot) => {
	const reports = [];
	for (const check of checks)
		reports.push(await run(check, snapshot));
	return reports;
};

try {
	for (const snapshot of readSnapshots(out, themes)) {
		const reports = [
			await run(visit, snapshot),
			...(await Promise.all([
				inTurn([axe], snapshot),
				inTurn([contrast, print, text], snapshot),
				inTurn([focus, filter], snapshot),
			])).flat(),
		];
		reports.forEach((tell) => tell());
	}
} finally {
	done = true;
	await browser.close();
}
