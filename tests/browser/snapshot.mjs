// What run.sh built: snapshots, their pages, and of what kind each page is.
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';

export const walk = (dir) => readdirSync(dir, { withFileTypes: true })
	.sort((a, b) => (a.name < b.name ? -1 : 1))
	.flatMap((entry) => entry.isDirectory()
		? walk(join(dir, entry.name)) : [join(dir, entry.name)]);

// Pages of one kind come from one template.  A page that has the table of
// tokens is a list whatever its name, unless it stands in a folder of its own.
const kindOf = (path, text) => {
	const folder = dirname(path);
	const stem = path.replace(/^.*\//, '').replace(/(-\d+)?\.html$/, '');
	if (folder === '.')
		return stem === 'index' ? 'cover' : stem;
	if (folder !== 'data')
		return folder.replace(/^data\//, '').replaceAll('/', '-');
	if (stem === 'index' || /<table[^>]*class="tokens"/.test(text))
		return 'list';
	return stem.replace(/^finding-r\d.*$/, 'finding');
};

export const readSnapshot = (dir) => {
	const pages = walk(dir).filter((file) => file.endsWith('.html'))
		.map((file) => {
			const path = relative(dir, file);
			const text = readFileSync(file, 'utf8');
			return { path, file, text, kind: kindOf(path, text) };
		});
	return { dir, pages };
};

const kinds = ({ pages }) => [...new Set(pages.map(({ kind }) => kind))];

const dated = (dir) => join(dir, readdirSync(dir)
	.filter((name) => /^\d{4}-/.test(name)).sort().at(-1));

// The snapshots below OUT.  "moved" is the copy at the odd place; "fresh" are
// the kinds of pages that no snapshot of the theme before it has, so that each
// kind is looked at thoroughly once, in the fullest snapshot that has it.
// "archive" is the index of one; its snapshots are those of the other cases.
const CASES = ['sample', 'edge', 'empty', 'archive'];

export const readSnapshots = (out, themes) => themes.flatMap((theme) => {
	const seen = new Set();
	const known = new Map();
	return CASES.flatMap((name) => {
		const dir = join(out, theme, name);
		const moved = existsSync(dir) &&
			readdirSync(dir).find((x) => x.startsWith('moved '));
		if (!moved)
			return [];
		const snapshot = readSnapshot(dated(join(dir, 'archive')));
		if (name === 'archive') {
			snapshot.pages = snapshot.pages
				.filter(({ path }) => path === 'index.html');
			snapshot.pages[0].kind = 'archive';
		}
		// An empty list is of the kind that the full one of its name is.
		for (const page of snapshot.pages) {
			if (name !== 'archive')
				page.kind = known.get(page.path) ?? page.kind;
			known.set(page.path, page.kind);
		}
		const all = kinds(snapshot);
		const fresh = all.filter((kind) => !seen.has(kind));
		fresh.forEach((kind) => seen.add(kind));
		return [{
			...snapshot,
			kinds: all,
			fresh,
			// A list of several pages is there in one snapshot only.
			thorough: all.filter((kind) => kind === 'list' ||
				fresh.includes(kind)),
			moved: dated(join(dir, moved)),
			case: name,
			name: `${theme}/${name}`,
		}];
	});
});

// Up to three pages of a kind: the longest, a middle one, the shortest.  Of a
// kind that was looked at in a fuller snapshot, the longest.
export const sample = (snapshot, kind) => {
	const pages = snapshot.pages.filter((page) => page.kind === kind)
		.sort((a, b) => b.text.length - a.text.length);
	if (pages.length === 0)
		return [];
	return snapshot.fresh.includes(kind)
		? [...new Set([pages[0], pages[pages.length >> 1], pages.at(-1)])]
		: [pages[0]];
};

export const urlOf = (dir, path = '') => pathToFileURL(join(dir, path)).href;
export const isFile = (path) =>
	statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
