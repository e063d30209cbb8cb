// The packages, from build/browser, and how the browser is started.
import { createRequire } from 'node:module';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const require = createRequire(
	fileURLToPath(new URL('../../build/browser/package.json', import.meta.url)));

const load = (name) => {
	try {
		return require(name);
	} catch (error) {
		console.error(`${name}: ${error.message.split('\n')[0]}\n` +
			'run tests/browser/install.sh first');
		process.exit(2);
	}
};

export const axeSource = () =>
	readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
export const vnuJar = () => String(load('vnu-jar'));
export const htmlValidate = () => load('html-validate');

// The same engine without windows takes half the time, where it is installed.
const BROWSERS = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium'];

// A profile of its own, gone when the browser is closed; nothing goes out.
export const launch = () => load('playwright-core').chromium.launch({
	executablePath: process.env.CHROMIUM || BROWSERS.find(existsSync),
	headless: true,
	args: ['--no-sandbox', '--disable-gpu', '--disable-quic',
		'--no-first-run', '--disable-background-networking',
		'--disable-component-update', '--disable-sync'],
});

// Calls work(item) for all items, so many at a time, in order of the list.
export const pool = async (size, items, work) => {
	const queue = items.values();
	const worker = async () => {
		for (const item of queue)
			await work(item);
	};
	await Promise.all(Array.from({ length: size }, worker));
};
