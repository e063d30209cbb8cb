// How functions of ours get into a page: their text is evaluated there, with
// the kit of helpers.  Works where JavaScript is off, unlike a script of the
// page's own.
const kit = () => {
	const words = (text) => (text ?? '').replace(/\s+/g, ' ').trim();
	const all = (selector, root = document) =>
		[...root.querySelectorAll(selector)];
	// Text without what is kept from screen readers.
	const spoken = (el) => {
		const copy = el?.cloneNode(true);
		copy?.querySelectorAll('[aria-hidden="true"]')
			.forEach((hidden) => hidden.remove());
		return words(copy?.textContent);
	};
	// Rows after the third of the same make: the same elements and classes.
	const alike = () => {
		const seen = {};
		return all('tbody > tr').filter((row) => {
			const make = [row, ...all('*', row)].map((el) =>
				el.localName + el.getAttribute('class')).join();
			seen[make] = (seen[make] ?? 0) + 1;
			return seen[make] > 3;
		});
	};
	return {
		all,
		words,
		spoken,
		alike,
		name: (el) => el.outerHTML.slice(0, 100),
		label: (el) => el.getAttribute('aria-label') ||
			el.getAttribute('aria-labelledby'),
		shown: (el) => el.getClientRects().length > 0 &&
			el.checkVisibility({ visibilityProperty: true }),
		onUserPage: /\/users\/[^/]*$/.test(location.pathname),
		skipLink: all('a').find((a) => a.getClientRects().length > 0 &&
			/^#./.test(a.getAttribute('href') ?? '')),
	};
};

// Calls one function(kit, argument) in the page.
export const call = (page, fn, argument) => page.evaluate(
	`(${fn})((${kit})(), ${JSON.stringify(argument ?? null)})`);

// Calls each check(kit, say) of a module; the result is problems by its name.
export const callAll = (page, checks) => page.evaluate(`(() => {
	const kit = (${kit})();
	const found = {};
	for (const [name, check] of [${Object.entries(checks)
		.map(([name, check]) => `['${name}', ${check}]`)}]) {
		found[name] = [];
		check(kit, (what) => found[name].push(what));
	}
	return found;
})()`);
