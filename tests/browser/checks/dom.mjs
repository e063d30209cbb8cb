// What holds in every page by itself.  These functions run inside the page.

// Nothing that acts: no script, frame, inline style, handler or refresh.
export const inert = ({ all, name }, say) => {
	for (const el of all('script, style, iframe, frame, object, embed, base, ' +
		'form, meta[http-equiv="refresh" i], meta[http-equiv="set-cookie" i]'))
		say(name(el));
	for (const el of all('*'))
		for (const { name: attribute, value } of el.attributes)
			if (/^(on|style$)/i.test(attribute) ||
			    /^\s*javascript:/i.test(value))
				say(`${attribute} in ${name(el)}`);
};

// Every table is a data table: each cell stands below one head, and in the lists
// beside one.
export const tables = ({ all, name, words, onUserPage }, say) => {
	for (const table of all('table')) {
		const heads = all('thead > tr:last-child > *', table);
		const tokens = table.classList.contains('tokens');
		const list = tokens && !onUserPage;
		if (!words(table.caption?.textContent))
			say('no caption');
		for (const th of all('th', table))
			if (!words(th.textContent) || !th.scope)
				say(`no text or no scope: ${name(th)}`);
		if (heads.length === 0 ||
		    heads.some((th) => !th.matches('th[scope="col"]')))
			say('a head is no th[scope=col]');
		// A title over all columns may stand above the heads.
		if (table.querySelector('[rowspan], :not(thead) > tr > [colspan], ' +
			'thead > tr:last-child > [colspan], ' +
			'[colspan]:not(th[scope="colgroup"])'))
			say('colspan or rowspan');
		if (all('[aria-sort]', table).length > 1 ||
		    table.querySelector('[aria-sort]:not(thead th)'))
			say('aria-sort elsewhere than on one head');
		for (const row of all('tbody > tr', table)) {
			const [first, ...rest] = row.cells;
			if (row.cells.length !== heads.length)
				say(`${row.cells.length} cells, not ${heads.length}: ` +
					name(row));
			if (rest.some((cell) => cell.matches('th')) ||
			    first.matches('th:not([scope="row"])'))
				say(`a th that heads no row: ${name(row)}`);
			if (list && !first.matches('th.service-user[scope="row"]'))
				say(`no row head: ${name(row)}`);
			const order = [...row.cells].map((cell) => cell.classList[0]);
			if (tokens && !/^(service-user )?token last-used status\b/
				.test(order.join(' ')))
				say(`cells in another order: ${name(row)}`);
		}
	}
};

// Status: the word in the badge, the same in the class and at the key.
export const status = ({ all, name, words, spoken }, say) => {
	for (const row of all('table.tokens > tbody > tr')) {
		const word = spoken(row.querySelector('td.status'));
		const cell = row.querySelector('td.token');
		const picture = cell?.querySelector('img[alt], [role="img"]');
		const key = words(picture?.getAttribute('alt') ??
			picture?.getAttribute('aria-label') ?? spoken(cell));
		if (!/^token-\d+$/.test(row.id))
			say(`no id of its own: ${name(row)}`);
		if (!/^(Active|Revoked|Expired)$/.test(word))
			say(`${row.id}: the badge says "${word}"`);
		if (!row.classList.contains(word.toLowerCase()))
			say(`${row.id}: ${word}, but of class "${row.className}"`);
		if (!key.startsWith(`${word} key`))
			say(`${row.id}: the key says "${key.slice(0, 20)}"`);
	}
};

// The badges of two states differ in more than colour and word.
export const shape = ({ all, spoken }, say) => {
	const seen = new Map();
	for (const badge of all('table.tokens td.status')) {
		const word = spoken(badge);
		if (seen.has(word))
			continue;
		const look = (el, pseudo) => {
			const s = getComputedStyle(el, pseudo);
			return [s.content, s.clipPath, s.borderRadius, s.maskImage,
				s.borderStyle, s.borderWidth, s.backgroundImage];
		};
		seen.set(word, JSON.stringify([badge, ...all('*', badge)].map((el) =>
			[look(el), look(el, '::before'), look(el, '::after'),
				el.src ?? el.getAttribute('d') ?? el.localName])) +
			badge.textContent.replace(/[\p{L}\s]/gu, ''));
	}
	if (new Set(seen.values()).size < seen.size)
		say(`the same shape for ${[...seen.keys()]}`);
};

// Text of the export cannot turn the text around it.
export const isolated = ({ all, onUserPage }, say) => {
	for (const row of all('table.tokens > tbody > tr'))
		for (const cell of onUserPage ? ['td.token']
			: ['td.token', 'th.service-user'])
			if (!row.querySelector(`${cell} bdi, ${cell} [dir="auto"]`))
				say(`${row.id}: no bdi in ${cell}`);
};

// Tab stops are the links, and what a filter or a scroll area needs.
export const focusable = ({ all, name, label, words, shown, skipLink }, say) => {
	for (const el of all('[tabindex], button, input, select, textarea, ' +
		'iframe, audio, video, [contenteditable]')) {
		const filter = el.matches('input, select') && el.labels.length > 0 &&
			el.closest('fieldset')?.querySelector('legend');
		if (!filter && !(el.matches('[tabindex="0"]') && label(el)))
			say(name(el));
	}
	for (const link of all('a')) {
		const box = link.getBoundingClientRect();
		if (!link.hasAttribute('href'))
			say(`no href: ${name(link)}`);
		if (!words(link.textContent) && !label(link) &&
		    !link.querySelector('img[alt]:not([alt=""]), svg > title'))
			say(`no text: ${name(link)}`);
		if (link !== skipLink && shown(link) && (box.width < 1 ||
		    box.height < 1 || box.right <= 0 || box.bottom + scrollY <= 0))
			say(`takes the focus unseen: ${name(link)}`);
	}
};

// Targets of navigation are 24 by 24 pixels at least.
export const target = ({ all, name, shown }, say) => {
	for (const link of all('nav a, .paging a').filter(shown)) {
		const { width, height } = link.getBoundingClientRect();
		if (width < 23.9 || height < 23.9)
			say(`${width.toFixed(1)} by ${height.toFixed(1)}: ` +
				name(link));
	}
};

export const structure = ({ all, name, words, label, skipLink }, say) => {
	for (const selector of ['h1', 'main', 'body > header', 'body > footer'])
		if (all(selector).length !== 1)
			say(`${all(selector).length} of ${selector}`);
	if (!skipLink || skipLink !== all('a')[0])
		say('no skip link, or not the first link');
	for (const nav of all('nav').filter((nav) => !label(nav)))
		say(`no name: ${name(nav)}`);
	for (const link of all('nav a').filter((a) => a.href === location.href))
		if (!link.hasAttribute('aria-current'))
			say(`no aria-current: ${name(link)}`);
	if (!document.documentElement.lang)
		say('no language');
	const header = words(document.querySelector('header')?.textContent);
	if (!/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d \S+/.test(header))
		say('the header does not say as of when');
};

export const pictures = ({ all, name }, say) => {
	for (const image of all('img')) {
		if (!image.complete || image.naturalWidth === 0)
			say(`not shown: ${name(image)}`);
		if (!image.hasAttribute('alt'))
			say(`no alt: ${name(image)}`);
	}
};

// The stylesheet is there and makes a page other than browsers do by themselves.
export const styled = (_, say) => {
	const { margin, fontFamily, lineHeight } = getComputedStyle(document.body);
	if (document.styleSheets.length !== 1 || (margin === '8px' &&
	    /^("?Times New Roman"?|serif)$/.test(fontFamily) &&
	    lineHeight === 'normal'))
		say('the stylesheet is not applied');
};
