// open-large.mjs FILE...: size of each page and how long it takes to open it
// from disk, in a browser started anew: to the load event and to the first
// paint.  Fails above 2 MB or 2 s.  Run by hand, on a snapshot of 100,000 tokens.
import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { launch } from './deps.mjs';

const MAX_BYTES = 2e6;
const MAX_SECONDS = 2;

const open = async (file) => {
	const browser = await launch();
	try {
		const page = await browser.newPage({
			viewport: { width: 1280, height: 900 } });
		await page.goto('about:blank');
		const start = performance.now();
		await page.goto(pathToFileURL(resolve(file)).href);
		// Two frames on, the page has been laid out and painted.
		await page.evaluate(() => new Promise((done) =>
			requestAnimationFrame(() => requestAnimationFrame(done))));
		const seen = (performance.now() - start) / 1000;
		const { load, paint, rows } = await page.evaluate(() => {
			const { timing } = performance;
			const [first] = performance
				.getEntriesByName('first-contentful-paint');
			return {
				load: timing.loadEventEnd - timing.navigationStart,
				paint: first?.startTime ?? 0,
				rows: document.querySelectorAll('.tokens > tbody > tr').length,
			};
		});
		return { load: load / 1000, paint: paint / 1000, seen, rows };
	} finally {
		await browser.close();
	}
};

for (const file of process.argv.slice(2)) {
	const { size } = statSync(file);
	const { load, paint, seen, rows } = await open(file);
	const good = size <= MAX_BYTES && seen <= MAX_SECONDS;
	console.log(`${good ? 'ok' : 'not ok'} ${file}: ` +
		`${(size / 1e6).toFixed(2)} MB, ${rows} rows, ` +
		`first paint ${paint.toFixed(2)} s, load ${load.toFixed(2)} s, ` +
		`open ${seen.toFixed(2)} s`);
	if (!good)
		process.exitCode = 1;
}
