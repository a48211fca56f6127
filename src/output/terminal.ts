/** What the operator's terminal can show and whether questions may be asked. */
export interface Terminal {
	readonly colour: boolean;
	/** False: only ASCII of ours. */
	readonly unicode: boolean;
	/** Questions may be asked: a person sits at both ends and CI does not. */
	readonly canAsk: boolean;
	readonly columns: number;
}

export interface TerminalInput {
	readonly env: Readonly<Record<string, string | undefined>>;
	readonly stdin: {readonly isTTY?: boolean};
	readonly stdout: {readonly isTTY?: boolean; readonly columns?: number};
	readonly stderr: {readonly isTTY?: boolean};
	readonly flags: {readonly color?: boolean; readonly ascii?: boolean; readonly json?: boolean};
}

/**
 * Judges the terminal from its streams and the environment. Colour only on a
 * terminal that is not dumb and without NO_COLOR (no-color.org); Unicode only
 * when the locale says UTF-8, as a bare `LANG=C` shows `?` for every glyph, and
 * not on the Linux console, whose font has none of them.
 */
export function terminalOf({env, stdin, stdout, stderr, flags}: TerminalInput): Terminal {
	const shown = flags.json ? stderr : stdout;
	return {
		colour: flags.color !== false && !env.NO_COLOR && env.TERM !== 'dumb' && shown.isTTY === true,
		unicode: flags.ascii !== true && isUtf8(env) && env.TERM !== 'linux',
		canAsk: stdin.isTTY === true && stderr.isTTY === true && !isCi(env),
		columns: stdout.columns ?? 80,
	};
}

/** POSIX order: LC_ALL, then LC_CTYPE, then LANG; the first that is set decides. */
function isUtf8(env: TerminalInput['env']): boolean {
	return /utf-?8/i.test(env.LC_ALL || env.LC_CTYPE || env.LANG || '');
}

function isCi(env: TerminalInput['env']): boolean {
	return !['', '0', 'false'].includes(env.CI ?? '');
}
