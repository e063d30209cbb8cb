// screenshots.mjs SNAPSHOT OUTDIR: pictures for the README, each below 200 KiB.
// SNAPSHOT is a dated folder.  Needs install.sh, pdftoppm and pngquant.
import { mkdirSync, rmSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { launch } from './deps.mjs';
import { isFile, readSnapshot, urlOf } from './snapshot.mjs';
import { run } from './tools.mjs';

const MAX_BYTES = 200 * 1024;
const WIDE = { width: 1280, height: 800 };
const NARROW = { width: 320, height: 640 };

const must = async (command, args) => {
	const { status, stderr } = await run(command, args);
	if (status !== 0)
		throw new Error(`${command}: exit ${status} ${stderr}`);
};

// Fewer and fewer colours until the picture is small enough.
const shrink = async (file) => {
	for (const colors of [256, 128, 64, 32, 16]) {
		if (colors < 256 && statSync(file).size <= MAX_BYTES)
			break;
		await must('pngquant', ['--force', '--strip', '--speed', '1',
			'--output', file, String(colors), '--', file]);
	}
	const { size } = statSync(file);
	console.log(`${file}: ${Math.ceil(size / 1024)} KiB`);
	if (size > MAX_BYTES)
		throw new Error(`${file} is too large`);
};

// The user with the most to show, and a page of charts if there is one.
const choose = (snapshot) => {
	const longest = (test) => snapshot.pages.filter(test)
		.sort((a, b) => b.text.length - a.text.length)[0]?.path;
	return {
		list: 'data/index.html',
		user: longest(({ path }) => path.startsWith('data/users/')),
		charts: longest(({ path }) => /chart[^/]*$/.test(path)),
		cover: 'index.html',
	};
};

const [from, to] = process.argv.slice(2);
if (!to) {
	console.error('usage: screenshots.mjs SNAPSHOT OUTDIR');
	process.exit(2);
}
const snapshot = readSnapshot(resolve(from));
const pages = choose(snapshot);
const shots = [
	{ name: 'list-light', path: pages.list, size: WIDE },
	{ name: 'list-dark', path: pages.list, size: WIDE, scheme: 'dark' },
	{ name: 'user', path: pages.user, size: WIDE },
	{ name: 'charts', path: pages.charts, size: WIDE },
	{ name: 'cover', path: pages.cover, size: WIDE },
	{ name: 'narrow', path: pages.list, size: NARROW, scale: 2 },
].filter(({ path }) => path && isFile(join(snapshot.dir, path)));

mkdirSync(to, { recursive: true });
const browser = await launch();
try {
	for (const { name, path, size, scheme = 'light', scale = 1 } of shots) {
		const context = await browser.newContext({ javaScriptEnabled: false,
			offline: true, viewport: size, colorScheme: scheme,
			deviceScaleFactor: scale });
		const page = await context.newPage();
		await page.goto(urlOf(snapshot.dir, path));
		const file = join(to, `${name}.png`);
		await page.screenshot({ path: file });
		await context.close();
		await shrink(file);
	}
	const page = await browser.newPage();
	await page.goto(urlOf(snapshot.dir, pages.list));
	const pdf = join(to, 'print.pdf');
	await page.pdf({ path: pdf, preferCSSPageSize: true,
		printBackground: true });
	await must('pdftoppm', ['-png', '-r', '96', '-f', '2', '-l', '2',
		'-singlefile', pdf, join(to, 'print')]);
	rmSync(pdf);
	await shrink(join(to, 'print.png'));
} finally {
	await browser.close();
}
