import {once} from 'node:events';
import {type AddressInfo, connect, createServer, type Server, type Socket} from 'node:net';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {FaultProxy} from './proxy.ts';

let echo: Server;
let proxy: FaultProxy;
const clients: Socket[] = [];

beforeEach(async () => {
	echo = createServer((socket) => {
		socket.on('error', () => {});
		socket.pipe(socket);
	}).listen(0, '127.0.0.1');
	await once(echo, 'listening');
	proxy = await FaultProxy.start({target: {address: '127.0.0.1', port: (echo.address() as AddressInfo).port}});
});
afterEach(async () => {
	for (const one of clients.splice(0)) one.destroy();
	await proxy.close();
	echo.close();
});

/** A client that keeps what it hears and how its connection ended. */
async function client(): Promise<{socket: Socket; heard: () => string; ended: Promise<string>}> {
	const socket = connect(proxy.port, proxy.address);
	clients.push(socket);
	let heard = '';
	socket.on('data', (data: Buffer) => {
		heard += data.toString();
	});
	const ended = new Promise<string>((resolve) => {
		socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'error'));
		socket.on('close', () => resolve('closed'));
	});
	await once(socket, 'connect');
	return {socket, heard: () => heard, ended};
}

const until = (what: () => boolean): Promise<void> => expect.poll(what, {interval: 5, timeout: 5000}).toBe(true);
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

test('passes everything through and ends as its ends do', async () => {
	const one = await client();
	one.socket.end('x'.repeat(300_000));
	expect(await one.ended).toBe('closed');
	expect(one.heard().length).toBe(300_000);
	expect(proxy.counts).toEqual({connections: 1, requestBytes: 300_000, replyBytes: 300_000});
	await until(() => proxy.open === 0);
});

test('delays each direction', async () => {
	const one = await client();
	proxy.set({delayMs: 50});
	const started = performance.now();
	one.socket.write('hello');
	await until(() => one.heard() === 'hello');
	expect(performance.now() - started).toBeGreaterThanOrEqual(99);
});

test('a black hole is silent, and all arrives when it ends', async () => {
	const one = await client();
	one.socket.write('a');
	await until(() => one.heard() === 'a');
	proxy.set({blackHole: true});
	one.socket.write('b');
	await pause(100);
	expect(one.heard()).toBe('a');
	proxy.clear();
	await until(() => one.heard() === 'ab');
});

test('what is dropped never arrives', async () => {
	const one = await client();
	proxy.set({drop: true});
	one.socket.write('lost');
	await pause(50);
	proxy.clear();
	one.socket.write('kept');
	await until(() => one.heard() === 'kept');
});

test.each([1, 5, 4096])('cuts after exactly %i bytes of reply, with a reset', async (bytes) => {
	proxy.set({cutAfterReplyBytes: bytes});
	const one = await client();
	one.socket.write('y'.repeat(10_000));
	expect(await one.ended).toBe('ECONNRESET');
	expect(one.heard().length).toBe(bytes);
});

test('cuts before the first byte of the request', async () => {
	proxy.set({cutAfterRequestBytes: 0});
	const one = await client();
	one.socket.write('hello');
	expect(await one.ended).toBe('ECONNRESET');
	expect(proxy.counts.requestBytes).toBe(0);
});

test('resets what is open, and refuses what is new, when told', async () => {
	const one = await client();
	one.socket.write('a');
	await until(() => one.heard() === 'a');
	proxy.reset();
	expect(await one.ended).toBe('ECONNRESET');
	proxy.set({refuse: true});
	const two = connect(proxy.port, proxy.address);
	const [error] = (await once(two, 'error')) as [NodeJS.ErrnoException];
	expect(error.code).toBe('ECONNRESET');
});

test('keeps to a speed', async () => {
	const one = await client();
	proxy.set({bytesPerSecond: 20_000});
	const started = performance.now();
	one.socket.write('z'.repeat(10_000));
	await until(() => one.heard().length === 10_000);
	expect(performance.now() - started).toBeGreaterThan(400);
	expect(performance.now() - started).toBeLessThan(2000);
});
