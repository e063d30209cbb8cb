// Paper: PDFs of the longest page of each kind, made in the dark scheme.
import { basename, dirname, join } from 'node:path';
import { Findings } from '../report.mjs';
import { sample, urlOf } from '../snapshot.mjs';
import { inLine, run } from '../tools.mjs';
import { cells } from './cells.mjs';
import { call } from './inpage.mjs';

// Line ends, hyphens and blanks of a layout do not count.
const squeeze = (text) => text.normalize('NFKC').replace(/\s+/g, '');
// pdftotext turns some scripts round and loses single glyphs of others.
const OTHER_SCRIPT =
	/(?![\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}])\p{L}/u;
const count = (text, piece) => text.split(piece).length - 1;

// Runs inside the page, as print sees it.
const rules = ({ all, name }) => {
	const found = [];
	for (const head of all('thead'))
		if (getComputedStyle(head).display !== 'table-header-group')
			found.push(`heads do not repeat: ${name(head)}`);
	for (const row of all('table.tokens tbody tr').slice(0, 3))
		if (!/^avoid/.test(getComputedStyle(row).breakInside))
			found.push(`may be split over two pages: ${name(row)}`);
	for (const el of [...all('nav, .paging'), all('a[href^="#"]')[0]]) {
		const box = el?.getBoundingClientRect();
		if (el && el.checkVisibility({ visibilityProperty: true }) &&
		    box.width > 1 && box.height > 1 && box.right > 0)
			found.push(`is printed: ${name(el)}`);
	}
	return found;
};

const headsRepeat = (text, heads, rows) => {
	const head = inLine(heads);
	const names = rows.map(({ cells: row }) => row.flat()[0]);
	return text.split('\f').flatMap((sheet, i) =>
		names.some((name) => sheet.includes(name)) &&
		/\b(Active|Revoked|Expired)\b/.test(sheet) && !head.test(sheet)
			? [`no heads on sheet ${i + 1}`] : []);
};

const allCells = (text, { rows }, kind) => {
	const wanted = new Map();
	const want = (piece, id) => {
		const key = squeeze(piece);
		const { n, ids } = wanted.get(key) ?? { n: 0, ids: [] };
		wanted.set(key, { n: n + 1, ids: [...ids, id], piece });
	};
	for (const { id, cells: row, tips } of rows) {
		row.flat().filter((piece) => !OTHER_SCRIPT.test(piece))
			.forEach((piece) => want(piece, id));
		if (kind === 'list')
			tips.filter((tip) => !row.flat().includes(tip))
				.forEach((tip) => want(tip, id));
	}
	const squeezed = squeeze(text);
	return [...wanted].filter(([key, { n }]) => count(squeezed, key) < n)
		.map(([key, { n, piece, ids }]) => `"${piece}" stands ` +
			`${count(squeezed, key)} times, not ${n} (${ids[0]})`);
};

// Grey values of the first sheets: a dark ground would be most of them.
const darkSheets = async (pdf) => {
	const { bytes } = await run('pdftoppm',
		['-gray', '-r', '20', '-l', '2', pdf]);
	const found = [];
	for (let at = 0, sheet = 1; at < bytes.length; sheet++) {
		const [head, width, height] = /^P5\s+(\d+)\s+(\d+)\s+255\s/
			.exec(bytes.subarray(at, at + 40).toString('latin1'));
		const size = width * height;
		const grey = bytes.subarray(at + head.length, at + head.length + size);
		const dark = grey.filter((value) => value < 128).length / size;
		if (dark > 0.2 || grey[0] < 240)
			found.push(`sheet ${sheet}: ${Math.round(dark * 100)} % dark`);
		at += head.length + size;
	}
	return found;
};

const CHECKS = ['light', 'rules', 'heads', 'cells', 'origin'];

export const print = async (browser, snapshot) => {
	const found = new Findings(...CHECKS.map((check) => `print-${check}`));
	const context = await browser.newContext({ javaScriptEnabled: false,
		offline: true, colorScheme: 'dark' });
	const page = await context.newPage();
	for (const kind of snapshot.thorough) {
		const [{ path }] = sample(snapshot, kind);
		const say = (check, problems) => found.add(`print-${check}`,
			...problems.map((problem) => `${path}: ${problem}`));
		const pdf = join(dirname(dirname(snapshot.dir)), `${kind}.pdf`);
		await page.goto(urlOf(snapshot.dir, path));
		const data = await call(page, cells);
		await page.pdf({ path: pdf, preferCSSPageSize: true,
			printBackground: true });
		await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
		say('rules', await call(page, rules));
		await page.emulateMedia({ media: null, colorScheme: 'dark' });
		say('light', await darkSheets(pdf));
		const text = async (how) =>
			(await run('pdftotext', [how, pdf, '-'])).stdout;
		const raw = await text('-raw');
		if (data.heads.length > 0)
			say('heads', headsRepeat(await text('-layout'), data.heads,
				data.rows));
		// The odd export has names that no PDF gives back as they were.
		if (snapshot.case === 'sample')
			say('cells', allCells(raw, data, kind));
		for (const part of [basename(snapshot.dir), data.title])
			if (snapshot.case !== 'edge' &&
			    !squeeze(raw).includes(squeeze(part)))
				say('origin', [`"${part}" is not printed`]);
	}
	await context.close();
	return found;
};
