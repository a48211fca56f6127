import type {Duplex} from 'node:stream';
import type {Client} from 'ssh2';
import {ToldError, told} from '../told.ts';

/** What the shell's programs have to know of the operator's terminal. */
export interface TerminalSize {
	/** As in TERM. */
	readonly term: string;
	readonly columns: number;
	readonly rows: number;
}

/** A login shell with a terminal on the host. */
export interface RemoteShell {
	readonly stream: Duplex;
	resize(columns: number, rows: number): void;
	/** Resolves when the shell ended; rejects with an Error when the line broke. */
	readonly ended: Promise<void>;
}

/** Starts the user's login shell on a connection that is logged in; `onLost` tells when that is gone. Rejects with ssh2's error. */
export function startShell(
	client: Client,
	{term, columns, rows}: TerminalSize,
	onLost: (listener: (reason: string) => void) => void,
): Promise<RemoteShell> {
	return new Promise((resolve, reject) => {
		client.shell({term, cols: columns, rows}, (error, channel) => {
			if (error) return reject(error);
			let exited = false;
			const ended = new Promise<void>((left, lost) => {
				channel.on('exit', () => {
					exited = true;
				});
				channel.on('close', () => (exited ? left() : lost(broken('the shell was closed'))));
				onLost((reason) => lost(broken(reason)));
			});
			// Who does not wait for its end need not hear of it.
			ended.catch(() => {});
			channel.on('error', () => {});
			resolve({stream: channel, ended, resize: (newColumns, newRows) => channel.setWindow(newRows, newColumns, 0, 0)});
		});
	});
}

function broken(reason: string): ToldError {
	return new ToldError(told(`the connection broke: ${reason}`, `连接中断：${reason}`));
}
