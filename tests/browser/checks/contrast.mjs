// Contrast of all text that is painted, also where axe cannot tell, in light,
// in dark and in print: 4.5, large text 3, the key icon 3 (WCAG 1.4.3, 1.4.11).
import { Findings } from '../report.mjs';
import { sample, urlOf } from '../snapshot.mjs';
import { call } from './inpage.mjs';

const LOOKS = {
	light: { media: 'screen', colorScheme: 'light' },
	dark: { media: 'screen', colorScheme: 'dark' },
	print: { media: 'print', colorScheme: 'dark' },
};

// Runs inside the page.
const measure = ({ all, alike, name }) => {
	const canvas = document.createElement('canvas').getContext('2d',
		{ willReadFrequently: true });
	const known = new Map();
	// Any colour that CSS can name, as [r, g, b, alpha].
	const rgba = (color) => {
		if (!known.has(color)) {
			canvas.clearRect(0, 0, 1, 1);
			canvas.fillStyle = color;
			canvas.fillRect(0, 0, 1, 1);
			const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
			known.set(color, [r, g, b, a / 255]);
		}
		return known.get(color);
	};
	const over = ([r, g, b, a], below) =>
		[r, g, b].map((c, i) => c * a + below[i] * (1 - a)).concat(1);
	const luminance = (color) => {
		const [r, g, b] = color.slice(0, 3).map((c) => c / 255)
			.map((c) => c <= 0.04045 ? c / 12.92
				: ((c + 0.055) / 1.055) ** 2.4);
		return 0.2126 * r + 0.7152 * g + 0.0722 * b;
	};
	const ratio = (a, b) => {
		const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
		return (high + 0.05) / (low + 0.05);
	};
	const dark = matchMedia('screen and (prefers-color-scheme: dark)').matches &&
		/dark/.test(getComputedStyle(document.documentElement).colorScheme);
	const ground = (el) => {
		if (!el)
			return rgba(dark ? '#121212' : '#fff');
		const own = rgba(getComputedStyle(el).backgroundColor);
		return own[3] === 1 ? own : over(own, ground(el.parentElement));
	};
	const opacity = (el) => !el ? 1
		: Number(getComputedStyle(el).opacity) * opacity(el.parentElement);
	// Text that is there for screen readers only is not painted.
	const hidden = (el) => {
		for (let at = el; at && at !== document.body; at = at.parentElement) {
			const s = getComputedStyle(at);
			const box = at.getBoundingClientRect();
			if (s.clipPath === 'inset(50%)' ||
			    (/hidden|clip/.test(s.overflowX) &&
			     (box.width < 2 || box.height < 2 ||
			      parseFloat(s.textIndent) >= box.width)) ||
			    box.right + scrollX <= 0 || box.bottom + scrollY <= 0)
				return true;
		}
		return false;
	};

	const found = [];
	const check = (el, style, what, least) => {
		const below = ground(el);
		const color = rgba(style.color);
		const got = ratio(over([...color.slice(0, 3),
			color[3] * opacity(el)], below), below);
		if (got < least)
			found.push(`${got.toFixed(2)} (${least}): ${what}`);
	};
	const least = (style) => {
		const size = parseFloat(style.fontSize);
		const large = size >= (style.fontWeight >= 700 ? 18.66 : 24);
		return large ? 3 : 4.5;
	};
	const skipped = new Set(alike().flatMap((row) => all('*', row)));
	for (const el of all('body, body *')) {
		if (skipped.has(el) || hidden(el) ||
		    !el.checkVisibility({ visibilityProperty: true }))
			continue;
		const style = getComputedStyle(el);
		if ([...el.childNodes].some((node) => node.nodeType === 3 &&
			node.data.trim() !== ''))
			check(el, style, name(el), least(style));
		for (const pseudo of ['::before', '::after']) {
			const made = getComputedStyle(el, pseudo);
			if (made.display !== 'none' && /[^"\s]/.test(made.content) &&
			    !/^(none|normal|url)/.test(made.content))
				check(el, made, `${pseudo} ${name(el)}`, least(made));
		}
	}
	for (const key of all('td.token > :first-child:not(bdi)'))
		check(key, getComputedStyle(key), `icon ${name(key)}`, 3);
	return found;
};

export const contrast = async (browser, snapshot) => {
	const found = new Findings(...Object.keys(LOOKS)
		.map((look) => `contrast-${look}`));
	const context = await browser.newContext({ javaScriptEnabled: false,
		offline: true, viewport: { width: 1280, height: 900 } });
	const page = await context.newPage();
	for (const kind of snapshot.thorough) {
		const [{ path }] = sample(snapshot, kind);
		await page.goto(urlOf(snapshot.dir, path));
		for (const [look, media] of Object.entries(LOOKS)) {
			await page.emulateMedia(media);
			found.add(`contrast-${look}`, ...(await call(page, measure))
				.map((problem) => `${path}: ${problem}`));
		}
	}
	await context.close();
	return found;
};
