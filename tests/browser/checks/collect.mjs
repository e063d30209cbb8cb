// What checks over several pages need from each.  Runs inside the page.
export const collect = ({ all, words, onUserPage }) => {
	const links = [];
	const leads = /^((xlink:)?href|src|srcset|poster|data|cite|action|background)$/;
	for (const el of all('*'))
		for (const { name, value } of el.attributes)
			if (leads.test(name))
				links.push({
					value,
					url: URL.canParse(value, location)
						? new URL(value, location).href : null,
					inMain: Boolean(el.closest('main')),
				});
	const tips = all('[title]').filter((el) => !el.closest('table.tokens tr'));
	return {
		onUserPage,
		links,
		ids: all('[id]').map((el) => el.id),
		rows: all('table.tokens > tbody > tr').map((row) => ({
			id: row.id,
			text: onUserPage ? words(row.innerText) : '',
			user: row.querySelector('th.service-user a')?.href ?? null,
			tips: all('[title]', row).map((el) => words(el.title)),
		})),
		tips: tips.map((el) => words(el.title)),
		text: tips.length > 0 ? words(document.body.innerText) : '',
	};
};

// What sticks out to the right of the window, if the page scrolls sideways.
export const sideways = () => {
	const { scrollWidth } = document.scrollingElement;
	if (scrollWidth <= innerWidth)
		return null;
	const widest = [...document.querySelectorAll('body *')]
		.map((el) => [el.getBoundingClientRect().right, el])
		.sort((a, b) => b[0] - a[0])[0][1];
	return `${scrollWidth} px wide in ${innerWidth} px: ` +
		widest.outerHTML.slice(0, 100);
};
