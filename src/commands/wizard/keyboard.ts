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
		giveBack(stdin);
	}
}

function giveBack(stdin: NodeJS.ReadStream): void {
	try {
		stdin.setRawMode(false);
	} catch (error) {
		// EIO: the window was closed, there is nothing to be given back.
		if ((error as NodeJS.ErrnoException).code !== 'EIO') throw error;
	}
}
