// Other programs, and what they say.
import { spawn } from 'node:child_process';

export const run = (command, args) => new Promise((resolve, reject) => {
	const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
	const said = { stdout: [], stderr: [] };
	for (const stream of ['stdout', 'stderr'])
		child[stream].on('data', (data) => said[stream].push(data));
	child.on('error', reject);
	child.on('close', (status) => resolve({
		status,
		bytes: Buffer.concat(said.stdout),
		stdout: Buffer.concat(said.stdout).toString(),
		stderr: Buffer.concat(said.stderr).toString(),
	}));
});

// Matches a line that has all these texts from left to right, in either case.
export const inLine = (texts) => new RegExp(texts.map((text) =>
	text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')).join('.*'), 'i');
