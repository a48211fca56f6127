import type {Session} from '../session.ts';

/**
 * Takes the keyboard before anything is waited for, and gives it back when
 * `use` is over. Until raw mode the terminal itself echoes what is typed ahead
 * and keeps it to the end of a line; in raw mode it waits unseen for the first
 * reader.
 */
export async function withKeyboard<Result>({environment}: Session, use: () => Promise<Result>): Promise<Result> {
	const {stdin} = environment;
	if (!('setRawMode' in stdin) || !stdin.isTTY) return use();
	stdin.setRawMode(true);
	try {
		return await use();
	} finally {
		stdin.setRawMode(false);
	}
}
