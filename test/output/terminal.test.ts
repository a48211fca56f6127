import {expect, test} from 'vitest';
import {type TerminalInput, terminalOf} from '../../src/output/terminal.ts';

const tty = {isTTY: true};

function seen(env: TerminalInput['env'], more: Partial<TerminalInput> = {}) {
	return terminalOf({env: {LANG: 'en_US.UTF-8', TERM: 'xterm', ...env}, stdin: tty, stdout: tty, stderr: tty, flags: {}, ...more});
}

test.each([
	['a plain terminal', seen({}), {colour: true, unicode: true, canAsk: true}],
	['NO_COLOR', seen({NO_COLOR: '1'}), {colour: false, unicode: true}],
	['an empty NO_COLOR does not count (no-color.org)', seen({NO_COLOR: ''}), {colour: true}],
	['--no-color', seen({}, {flags: {color: false}}), {colour: false}],
	['TERM=dumb', seen({TERM: 'dumb'}), {colour: false, canAsk: true}],
	['a pipe', seen({}, {stdout: {}}), {colour: false, canAsk: true}],
	['no stdin', seen({}, {stdin: {}}), {canAsk: false}],
	['CI', seen({CI: 'true'}), {canAsk: false}],
	['CI=false', seen({CI: 'false'}), {canAsk: true}],
	['LC_ALL=C goes before LANG', seen({LC_ALL: 'C'}), {unicode: false}],
	['LC_ALL=C.UTF-8', seen({LC_ALL: 'C.UTF-8', LANG: 'C'}), {unicode: true}],
	['no locale', seen({LANG: undefined}), {unicode: false}],
	['--ascii', seen({}, {flags: {ascii: true}}), {unicode: false}],
	['--json: people read stderr', seen({}, {flags: {json: true}, stdout: {}}), {colour: true}],
])('%s', (_name, terminal, expected) => {
	expect(terminal).toMatchObject(expected);
});
