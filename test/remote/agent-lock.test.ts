import {readFileSync} from 'node:fs';
import {afterEach, beforeEach, expect, test, vi} from 'vitest';
import type {HostLock} from '../../src/remote/contract.ts';
import {saying} from '../saying.ts';
import {type LocalHost, localHost} from './agent-fixture.ts';

// Real processes on a machine that may be busy.
vi.setConfig({testTimeout: 120_000, hookTimeout: 60_000});

let host: LocalHost;
beforeEach(() => {
	host = localHost();
});
afterEach(() => host.remove());

const lock = (parts: Partial<HostLock> = {}): HostLock => ({cluster: 'c', lineage: 'ours', epoch: 1, owner: 'ann@laptop, pid 1', ...parts});
const look = {id: 'look', check: 'exit 0', timeoutMs: 5000};

test('another lineage is refused, with the owner named, until the holder goes', async () => {
	const first = host.connect();
	await first.link.lock(lock());
	const second = host.connect();
	await expect(second.link.lock(lock({lineage: 'theirs', owner: 'bob'}))).rejects.toMatchObject({
		code: 'locked',
		details: [saying('held by: ann@laptop, pid 1')],
	});
	expect((await first.session.run([look]))[0]?.phases[0]?.outcome).toEqual({kind: 'exit', code: 0});
	await first.link.close();
	await second.link.lock(lock({lineage: 'theirs', owner: 'bob'}));
});

test('the same lineage takes over from a half-open older session', async () => {
	const old = host.connect();
	await old.link.lock(lock());
	const running = old.session.run([{id: 'slow', apply: 'sleep 300', timeoutMs: 60_000}]);
	await new Promise<void>((resolve) => {
		const timer = setInterval(() => {
			if (readFileSync(`${host.paths.lock}`, 'utf8') !== '') {
				clearInterval(timer);
				resolve();
			}
		}, 10);
	});
	const next = host.connect();
	await next.link.lock(lock({epoch: 2, owner: 'ann@laptop, pid 2'}));
	expect((await running)[0]?.phases[0]?.outcome.kind).toBe('unknown');
	expect((await next.session.run([look]))[0]?.phases[0]?.outcome).toEqual({kind: 'exit', code: 0});
	expect(readFileSync(host.paths.lock, 'utf8')).toMatch(/^ours 2 \d+ \d+ [0-9a-f-]+ ann@laptop, pid 2\n$/);
});

test('an older epoch is refused, also when the newer one has gone', async () => {
	const newer = host.connect();
	await newer.link.lock(lock({epoch: 3}));
	await expect(host.connect().link.lock(lock({epoch: 2}))).rejects.toMatchObject({code: 'fenced'});
	await newer.link.close();
	await expect(host.connect().link.lock(lock({epoch: 2}))).rejects.toMatchObject({code: 'fenced'});
	await host.connect().link.lock(lock({epoch: 3}));
});

test('a frame of an older epoch is not carried out', async () => {
	const {link} = host.connect();
	await link.lock(lock({epoch: 5}));
	const client = await link.client();
	const touch = {id: 'x', timeoutSeconds: 5, repair: false, mark: '', values: {}, check: '', apply: 'exit 1', verify: ''};
	const replies: string[] = [];
	const sent = client.request({verb: 'run', checkOnly: false, units: [touch]}, 4, (reply) => replies.push(reply.kind));
	await expect(sent).rejects.toMatchObject({code: 'fenced'});
	expect(replies).toEqual([]);
	await expect(
		client.request({verb: 'upload', path: `${host.paths.state}/f`, mode: 0o600, size: 1, sha256: '', offset: 0, data: Buffer.from('x')}, 4),
	).rejects.toThrow();
});

test('after a reconnect the lock is taken again', async () => {
	const {link, session} = host.connect();
	await link.lock(lock());
	process.kill(host.shells[0] as number, 'SIGKILL');
	await new Promise<void>((resolve) => {
		const timer = setInterval(() => {
			if (host.states.some(({kind}) => kind === 'reconnecting')) {
				clearInterval(timer);
				resolve();
			}
		}, 10);
	});
	expect((await session.run([look]))[0]?.phases[0]?.outcome).toEqual({kind: 'exit', code: 0});
	await expect(host.connect().link.lock(lock({lineage: 'theirs'}))).rejects.toMatchObject({code: 'locked'});
});
