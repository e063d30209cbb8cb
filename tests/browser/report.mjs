// One line for each test, as tests/run.sh counts them; below a failed one, what
// was found, up to a number of lines.
const SHOWN = 12;

export const report = (name, problems) => {
	const found = [...new Set(problems)];
	if (found.length === 0) {
		console.log(`ok browser/${name}`);
		return;
	}
	process.exitCode = 1;
	console.log(`not ok browser/${name}`);
	for (const problem of found.slice(0, SHOWN))
		console.log('    ' + problem.replace(/\s+/g, ' ').slice(0, 400));
	if (found.length > SHOWN)
		console.log(`    and ${found.length - SHOWN} more`);
};

// Problems by check, in the order in which the checks were first named.
export class Findings {
	constructor(...checks) {
		this.byCheck = new Map(checks.map((check) => [check, []]));
	}

	add(check, ...problems) {
		if (!this.byCheck.has(check))
			this.byCheck.set(check, []);
		this.byCheck.get(check).push(...problems);
	}

	report(prefix) {
		for (const [check, problems] of this.byCheck)
			report(`${prefix}/${check}`, problems);
	}
}
