// A text browser: the lists of the sample in w3m, with every cell of each row,
// row by row and from left to right.
import { join } from 'node:path';
import { Findings } from '../report.mjs';
import { inLine, run } from '../tools.mjs';
import { cells } from './cells.mjs';
import { call } from './inpage.mjs';
import { sample, urlOf } from '../snapshot.mjs';

const WIDTH = 400;   // wide enough that no cell is broken

// Where a piece of text stands in a line, after a column; else -1.  w3m leaves
// out the space between two ideographs.
const find = (line, piece, after) => {
	const parts = piece.split(' ')
		.map((part) => part.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'));
	const at = line.slice(after).search(new RegExp(parts.join(' *'), 'u'));
	return at < 0 ? -1 : after + at;
};

// Finds a row in the lines from a place on: each piece of text, and that those
// of a cell stand to the right of the cell before.  Returns the last line.
const findRow = (lines, from, row, say) => {
	let last = from;
	let edge = -1;
	for (const cell of row.cells) {
		let left = Infinity;
		for (const piece of cell) {
			// A name may stand in the lines of its neighbours, so not far.
			const at = lines.slice(from, from + 12).findIndex((line) =>
				find(line, piece, edge + 1) >= 0);
			if (at < 0) {
				say(`${row.id}: "${piece}" is missing or out of order`);
				continue;
			}
			last = Math.max(last, from + at);
			left = Math.min(left, find(lines[from + at], piece, edge + 1));
		}
		edge = left === Infinity ? edge : left;
	}
	return last;
};

export const text = async (browser, snapshot) => {
	const found = new Findings();
	if (snapshot.case !== 'sample')
		return found;
	found.add('w3m');
	const context = await browser.newContext({ javaScriptEnabled: false });
	const page = await context.newPage();
	for (const { path } of sample(snapshot, 'list')) {
		await page.goto(urlOf(snapshot.dir, path));
		const { heads, rows } = await call(page, cells);
		const { stdout } = await run('w3m', ['-dump', '-T', 'text/html', '-O',
			'UTF-8', '-cols', WIDTH, join(snapshot.dir, path)]);
		const lines = stdout.split('\n')
			.map((line) => line.replace(/\s/g, ' '));
		let from = lines.findIndex((line) => inLine(heads).test(line)) + 1;
		if (from === 0)
			found.add('w3m', `${path}: no heads`);
		for (const row of rows)
			from = findRow(lines, from, row, (problem) =>
				found.add('w3m', `${path}: ${problem}`)) + 1;
	}
	await context.close();
	return found;
};
