// The pieces of text in each row of the table of tokens, as the document has
// them: what print and a text browser must show.  Runs inside the page.
export const cells = ({ all, words }) => {
	// A state at the key is said in the badge too; print may leave it out.
	const pieces = (cell) => {
		const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
		const found = [];
		while (walker.nextNode()) {
			const text = words(walker.currentNode.data);
			const hidden = walker.currentNode.parentElement
				.closest('[aria-hidden="true"]');
			const key = /^(Active|Revoked|Expired) key$/.test(text);
			if (text && !hidden && !key)
				found.push(text);
		}
		return found;
	};
	return {
		heads: all('table.tokens thead > tr:last-child > th')
			.map((th) => words(th.textContent)),
		rows: all('table.tokens > tbody > tr').map((row) => ({
			id: row.id,
			cells: [...row.cells].map(pieces),
			tips: all('[title]', row).map((el) => words(el.title)),
		})),
		title: words(document.querySelector('h1').textContent),
	};
};
