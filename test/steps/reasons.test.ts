import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, test} from 'vitest';
import {told} from '../../src/told.ts';
import {reasonWords} from '../../steps/reasons.ts';

const root = join(import.meta.dirname, '../..');

function sourcesBelow(folder: string): readonly string[] {
	const files = readdirSync(join(root, folder), {recursive: true, encoding: 'utf8'});
	return files.filter((file) => file.endsWith('.ts')).map((file) => readFileSync(join(root, folder, file), 'utf8'));
}

/** Words of one shell command as they would be printed, with `x` for whatever a variable or command brings. */
function printed(command: string): string {
	return command
		.replaceAll(/\$\{`([^`]*)`\}/g, '$1')
		.replaceAll(/\\?\$\{[^}]*\}|\$\([^()]*(?:\([^()]*\)[^()]*)*\)/g, 'x')
		.replaceAll(/\$(?:\w+|@)/g, 'x')
		.replaceAll(/["']/g, '')
		.trim();
}

/** A word of a script as it stands in its source: quoted in either way, a value put in, or bare. */
const shellWord = String.raw`(?:'[^'\n]*'|"(?:\$\((?:[^()\n]|\([^()\n]*\))*\)|[^"\n])*"|\$\{\x60[^\x60]*\x60\}|\$\{[^}\n]*\}|\$\w+|[^\s;'"$\x60}]+)+`;

/** Reasons that are whole lines of the host's, or those of another function that is told here itself. */
const whole = ['x'];

const reasonsOf = (sources: readonly string[], command: RegExp) =>
	sources.flatMap((text) => [...text.matchAll(command)].map((match) => printed(match[1] ?? ''))).filter((text) => !whole.includes(text));

describe('why something is to be done', () => {
	const scripts = reasonsOf(
		sourcesBelow('steps'),
		new RegExp(String.raw`(?:\b(?:todo|partial|foreign)|\$\{verdict\}) (?=['"$])(${shellWord}(?: ${shellWord})*)`, 'g'),
	);
	const simulated = reasonsOf(sourcesBelow('src/demo'), /\b(?:todo|partial)\(\s*['`]([^'\n]*?)['`],?\s*\)/g);

	test.each([...new Set([...scripts, ...simulated])])('%s', (reason) => {
		expect(reasonWords(reason)).toEqual({en: reason, zh: expect.stringMatching(/\p{Script=Han}/u)});
	});

	test('all of them were found', () => {
		expect(scripts.length).toBeGreaterThan(70);
		expect(simulated.length).toBeGreaterThan(20);
	});

	test('names are kept; words of other programs and what is told already stay as they are', () => {
		expect(reasonWords('kubelet is 1.30.2, not 1.31.0')).toEqual(told('kubelet is 1.30.2, not 1.31.0', 'kubelet 为 1.30.2，而不是 1.31.0'));
		expect(reasonWords('E: Unable to locate package')).toBe('E: Unable to locate package');
		const already = told('a', '甲');
		expect(reasonWords(already)).toBe(already);
	});
});
