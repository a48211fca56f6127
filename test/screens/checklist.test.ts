import {readFileSync} from 'node:fs';
import {transformSync} from 'esbuild';
import {describe, expect, test} from 'vitest';

/**
 * What a terminal program owes its operator, point by point, and the tests
 * that fail when the point breaks. A test is named by its file and the
 * beginning of its title.
 */
const points: readonly (readonly [number, string, readonly (readonly [file: string, title: string])[]])[] = [
	[
		1,
		'complete at 80x24, usable at 60x15, asks for more below that',
		[
			['whole-screens.test.tsx', 'hosts: the table'],
			['usual-ways.test.tsx', 'a terminal that is too small'],
			['more-screens.test.tsx', 'install: the middle of it'],
		],
	],
	[
		2,
		'resize while running: no ghosts, selection kept',
		[
			['install.test.tsx', 'keeps selection and columns'],
			['widths.test.tsx', 'from %ix%i'],
			['widths.test.tsx', 'sixty sizes'],
			['terminals.test.ts', 'in tmux, with keys'],
			['terminals.test.ts', 'a terminal whose size changed'],
		],
	],
	[
		3,
		'never taller than the screen; few bytes',
		[
			['install-size.test.tsx', 'a frame never exceeds the screen'],
			['install-size.test.tsx', 'five nodes at work'],
			['parts/leaves.test.tsx', 'arrows, j/k'],
			['terminals.test.ts', 'a key press costs few bytes'],
			['terminals.test.ts', 'no frame clears the screen'],
		],
	],
	[
		4,
		'keys that arrive together are all typed',
		[
			['usual-ways.test.tsx', 'what arrives in one write'],
			['usual-ways.test.tsx', 'three Downs in one write'],
			['terminal.test.ts', 'type-ahead'],
			['clean-frame.test.ts', 'the keyboard is taken'],
			['far-away.test.ts', 'no key is lost'],
		],
	],
	[5, 'pasted hosts are offered, press nothing, bring no sequences', [['usual-ways.test.tsx', 'twenty pasted lines']]],
	[
		6,
		'Chinese keeps columns and caret',
		[
			['usual-ways.test.tsx', 'a Chinese text keeps its caret'],
			['install.test.tsx', 'Chinese lines of a host'],
			['parts/leaves.test.tsx', 'Chinese counts two'],
			['widths.test.tsx', '%s: the same picture'],
			['widths.test.tsx', "a host's own characters"],
		],
	],
	[
		7,
		'NO_COLOR and --ascii',
		[
			['terminal.test.ts', 'NO_COLOR'],
			['terminal.test.ts', 'a locale without UTF-8'],
			['terminals.test.ts', 'the Linux console'],
		],
	],
	[
		8,
		'TERM=dumb, CI and pipes get lines; a question names the flag',
		[
			['no-screen.test.ts', '%s: lines'],
			['no-screen.test.ts', 'a pipe: lines'],
			['no-screen.test.ts', 'half a terminal'],
			['no-screen.test.ts', 'every question fails with the flag'],
			['no-screen.test.ts', 'the wizard itself says'],
		],
	],
	[
		9,
		'state by glyph and word, no background',
		[
			['usual-ways.test.tsx', 'every state has a word'],
			['terminals.test.ts', 'TERM=%s: works'],
		],
	],
	[
		10,
		'footer and help from one registry; a key that cannot be used says why',
		[
			['usual-ways.test.tsx', 'the footer shows four to seven'],
			['parts/leaves.test.tsx', 'help lists every key'],
			['parts/leaves.test.tsx', 'help that is longer'],
		],
	],
	[
		11,
		'the same keys everywhere, none that multiplexers take',
		[
			['usual-ways.test.tsx', 'three Downs'],
			['usual-ways.test.tsx', 'nothing needs a key'],
			['usual-ways.test.tsx', 'going back loses none'],
		],
	],
	[
		12,
		'going back loses nothing; review shows everything',
		[
			['usual-ways.test.tsx', 'going back loses none'],
			['whole-screens.test.tsx', 'review'],
		],
	],
	[
		13,
		'the safe answer has the focus; what destroys takes the name of the host or the cluster',
		[
			['usual-ways.test.tsx', 'Enter alone begins nothing'],
			['parts/leaves.test.tsx', 'Enter, Esc, letters and numbers'],
			['destructive.test.tsx', 'what destroys a host'],
			['destructive-fixes.test.tsx', 'takes the name of its one host'],
			['destructive-fixes.test.tsx', 'on several hosts takes the name of the cluster'],
			['destructive-fixes.test.tsx', 'among all is named first'],
		],
	],
	[
		14,
		'fields say what is wrong, with an example',
		[
			['usual-ways.test.tsx', 'a field says what is wrong'],
			['parts/leaves.test.tsx', 'says what is wrong after the first try'],
		],
	],
	[
		15,
		'n/m, elapsed, per node; failed first',
		[
			['install.test.tsx', 'shows how many are done'],
			['install-hosts.test.tsx', 'failed first on a key'],
			['install-hosts.test.tsx', '%s: every state'],
		],
	],
	[
		16,
		'the log follows, holds, filters, names its file; no secret in it, on the screen or on disk',
		[
			['install.test.tsx', 'follows its end'],
			['secrets.test.ts', 'every one that is handed'],
			['secrets.test.ts', 'is shown as stars'],
			['install-fleet.test.tsx', 'no token comes'],
		],
	],
	[
		17,
		'a failure says all of it',
		[
			['install.test.tsx', 'says what, where'],
			['install-failure.test.tsx', 'what another try does'],
			['install-fleet.test.tsx', 'what a broken join left'],
		],
	],
	[
		18,
		'Ctrl+C asks, twice leaves; the terminal is sane after',
		[
			['install.test.tsx', 'Ctrl+C asks'],
			['install.test.tsx', 'Ctrl+C twice leaves'],
			['install-pty.test.ts', 'Ctrl+C asks, twice leaves at once'],
			['install-pty.test.ts', 'Ctrl+C asks, twice leaves'],
			['terminal.test.ts', 'type-ahead'],
		],
	],
	[
		19,
		'a closed window loses nothing and leaves no process; resume at the step',
		[
			['terminal.test.ts', 'closing the window'],
			['clean-frame.test.ts', 'a terminal that is gone'],
			['resume.test.ts', 'is offered for resume'],
		],
	],
	[
		20,
		'Ctrl+Z and fg; nobody else prints into the frame',
		[
			['terminal.test.ts', 'Ctrl+Z gives'],
			['install-pty.test.ts', 'Ctrl+Z in the middle'],
			['clean-frame.test.ts', 'what libraries and Node print'],
			['clean-frame.test.ts', 'an error nobody catches'],
		],
	],
	[
		21,
		'nothing asked before the first frame (its time: npm run bench -- --only screen); what waits says so',
		[
			['usual-ways.test.tsx', 'the first frame asks'],
			['clean-frame.test.ts', 'no connection is tried'],
			['activity.test.tsx', '%s'],
		],
	],
	[
		22,
		'screen readers',
		[
			['aloud.test.tsx', 'the primary screen'],
			['aloud.test.tsx', 'the install in words'],
			['aloud.test.tsx', 'nothing is said again'],
		],
	],
	[
		23,
		'a summary stays in the scrollback',
		[
			['resume.test.ts', 'is offered for resume'],
			['install-pty.test.ts', 'Ctrl+C asks, twice leaves at once'],
			['terminal.test.ts', 'type-ahead'],
		],
	],
	[
		24,
		'what it can do is told without a terminal; --config and --dry-run',
		[
			['terminal.test.ts', 'what it can do is told'],
			['no-screen.test.ts', '--dry-run tells'],
			['no-screen.test.ts', '--config on a terminal'],
			['no-screen.test.ts', '--config without a terminal'],
		],
	],
];

describe('each point of the checklist has its test', () => {
	test('all 24 are here', () => expect(points.map(([number]) => number)).toEqual(Array.from({length: 24}, (_, index) => index + 1)));

	test.each(points)('%i. %s', (_number, _what, tests) => {
		for (const [file, title] of tests) {
			const source = readFileSync(new URL(file, import.meta.url), 'utf8');
			expect(runs(source, title), `${file} has a test that runs and begins with "${title}"`).toBe(true);
		}
	});

	test.each([
		['a test', "test('abc def', () => {});", true],
		['of a table', "test.each([[1], [2]])('abc def', () => {});", true],
		['where its program is installed', "describe('x', () => { it.skipIf(lacking)('abc def', () => {}); });", true],
		['another title', "test('xabc def', () => {});", false],
		['skipped', "test.skip('abc def', () => {});", false],
		['yet to be written', "test.todo('abc def');", false],
		['of a group that is skipped', "describe.skip('x', () => { test('abc def', () => {}); });", false],
		['beside one that alone runs', "test.only('x', () => {}); test('abc def', () => {});", false],
		['in a comment', "// test('abc def', () => {});", false],
		['in a longer comment', "/*\ntest('abc def', () => {});\n*/", false],
		['a text', "expect(screen).toContain('abc def');", false],
	])('%s', (_what, source, counts) => expect(runs(source, 'abc')).toBe(counts));
});

/** Whether a test whose title begins so is run; a file with any test skipped, left to be written or alone run proves nothing. */
function runs(source: string, title: string): boolean {
	// Printed anew: without comments, strings in double quotes.
	const {code} = transformSync(source, {loader: 'tsx', charset: 'utf8'});
	if (/\b(?:test|it|describe)(?:\.\w+)*\.(?:skip|todo|only|fails)\b/.test(code)) return false;
	const before = code
		.replaceAll(/\(\s+"/g, '("')
		.split(`("${title}`)
		.slice(0, -1);
	return before.some((text) => /(?:\b(?:test|it)|\))$/.test(text));
}
