import {describe, expect, test} from 'vitest';
import {descriptorSink} from '../../src/output/sink.ts';

type Done = (error: NodeJS.ErrnoException | null, written: number) => void;

/** A descriptor whose writes end when the test says so. */
function gate() {
	const bytes: Buffer[] = [];
	let pending: {data: Buffer; done: Done} | undefined;
	let arrived: (() => void) | undefined;
	return {
		/** Each write as text. */
		get written(): readonly string[] {
			return bytes.map(String);
		},
		all: () => Buffer.concat(bytes).toString(),
		write: (_fd: number, data: Buffer, done: Done) => {
			pending = {data, done};
			arrived?.();
		},
		/** Resolves when a write is under way. */
		async asked(): Promise<void> {
			if (!pending) await new Promise<void>((resolve) => (arrived = resolve));
		},
		end(error?: string, count?: number): void {
			const {data, done} = pending as {data: Buffer; done: Done};
			pending = undefined;
			const part = error ? Buffer.alloc(0) : data.subarray(0, count ?? data.length);
			bytes.push(...(error ? [] : [part]));
			done(error ? Object.assign(new Error(error), {code: error}) : null, part.length);
		},
	};
}

describe('sink', () => {
	test('writes what is said in one turn at once, and the rest when it can', async () => {
		const descriptor = gate();
		const {write, asked, end} = descriptor;
		const sink = descriptorSink(1, undefined, write);
		sink.write('a');
		sink.write('b');
		await asked();
		sink.write('c');
		end();
		await asked();
		end();
		await sink.drain();
		expect(descriptor.written).toEqual(['ab', 'c']);
	});

	test('goes on after a part was written', async () => {
		const descriptor = gate();
		const {write, asked, end} = descriptor;
		const sink = descriptorSink(1, undefined, write);
		sink.write('héllo');
		await asked();
		end(undefined, 2);
		await asked();
		end();
		await sink.drain();
		expect(descriptor.written).toHaveLength(2);
		expect(descriptor.all()).toBe('héllo');
	});

	test('tries again when the descriptor is busy', async () => {
		const descriptor = gate();
		const {write, asked, end} = descriptor;
		const sink = descriptorSink(1, undefined, write);
		sink.write('x');
		await asked();
		end('EAGAIN');
		await asked();
		end();
		await sink.drain();
		expect(descriptor.written).toEqual(['x']);
	});

	test.each(['EPIPE', 'EIO'])('%s closes it for good and throws nothing', async (code) => {
		const descriptor = gate();
		const {write, asked, end} = descriptor;
		const sink = descriptorSink(1, undefined, write);
		sink.write('x');
		await asked();
		end(code);
		await sink.drain();
		sink.write('y');
		await sink.drain();
		expect(sink.closed).toBe(true);
		expect(descriptor.written).toEqual([]);
	});

	test('a stopped terminal holds a bounded amount, and the loss is told', async () => {
		const descriptor = gate();
		const {write, asked, end} = descriptor;
		const sink = descriptorSink(1, 10, write);
		sink.write('first\n');
		await asked();
		for (let line = 0; line < 5; line++) sink.write('1234\n');
		end();
		await asked();
		end();
		await sink.drain();
		expect(descriptor.written[1]).toBe('1234\n1234\n[3 lines were not shown: the terminal was stopped; they are in the log]\n');
	});
});
