import {write as writeDescriptor} from 'node:fs';

/** Takes text at once and writes it in its own time; the run never waits for it. */
export interface Sink {
	write(text: string): void;
	/** Resolves when all that was taken is written, or the other end is gone. */
	drain(): Promise<void>;
	/** True once the other end is gone; later text is dropped. */
	readonly closed: boolean;
}

/** Pause before writing again to a descriptor that somebody else made non-blocking. */
const againMs = 10;

type Write = (fd: number, data: Buffer, done: (error: NodeJS.ErrnoException | null, written: number) => void) => void;

/**
 * Writes to a file descriptor off the event loop. Node's own stdout blocks the
 * whole process on a terminal stopped by Ctrl-S and throws when the terminal
 * is gone; neither may touch a run. `limit` bounds what waits, in characters:
 * beyond it lines are dropped and their number is told.
 */
export function descriptorSink(fd: number, limit = Number.POSITIVE_INFINITY, write: Write = writeDescriptor): Sink {
	const queue: string[] = [];
	let queued = 0;
	let dropped = 0;
	let busy = false;
	let closed = false;
	let waiting: (() => void)[] = [];

	function settle(): void {
		busy = false;
		const done = waiting;
		waiting = [];
		for (const resolve of done) resolve();
	}

	function next(): void {
		if (closed || queue.length === 0) {
			settle();
			return;
		}
		if (dropped > 0) queue.push(`[${dropped} lines were not shown: the terminal was stopped; they are in the log]\n`);
		dropped = 0;
		const data = Buffer.from(queue.join(''));
		queue.length = 0;
		queued = 0;
		send(data);
	}

	function send(data: Buffer): void {
		write(fd, data, (error, written) => {
			if (error?.code === 'EAGAIN') return void setTimeout(send, againMs, data);
			if (error) {
				// EPIPE, EIO of a terminal that went away, ENOSPC: a screen that fails is no reason to stop a run; the log files hold everything.
				closed = true;
				return settle();
			}
			if (written < data.length) return send(data.subarray(written));
			next();
		});
	}

	return {
		get closed() {
			return closed;
		},
		write(text) {
			if (closed) return;
			if (queued + text.length > limit) {
				dropped++;
				return;
			}
			queue.push(text);
			queued += text.length;
			if (busy) return;
			busy = true;
			// One write for all that is said in the same turn.
			setImmediate(next);
		},
		drain: () => (busy ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve()),
	};
}
