import {type ChildProcess, spawn} from 'node:child_process';

/** What one end of a command's life looks like, over SSH or locally. Set once, before anything is written. */
export interface ChannelListener {
	readonly stdout: (chunk: Buffer) => void;
	readonly stderr: (chunk: Buffer) => void;
	/** Comes once, last. `code` is null when the link broke before the command's end was told. */
	readonly closed: (code: number | null, reason: string) => void;
}

/** Bytes in and out of one remote command. */
export interface ByteChannel {
	listen(listener: ChannelListener): void;
	write(bytes: Uint8Array): void;
	/** Ends it from our side: the command sees the end of its input. */
	close(): void;
}

/** Runs a command on this machine with /bin/sh, without SSH. */
export function localChannel(command: string): ByteChannel {
	const child: ChildProcess = spawn('/bin/sh', ['-c', command], {stdio: ['pipe', 'pipe', 'pipe'], detached: true});
	return {
		listen: (listener) => {
			child.stdout?.on('data', listener.stdout);
			child.stderr?.on('data', listener.stderr);
			// A command that has ended does not read on: its `close` tells, not the broken pipe.
			child.stdin?.on('error', () => {});
			child.once('error', (error) => listener.closed(null, error.message));
			child.once('close', (code, signal) => listener.closed(code, signal ? `ended by ${signal}` : 'ended'));
		},
		write: (bytes) => void child.stdin?.write(bytes),
		close: () => void child.stdin?.end(),
	};
}
