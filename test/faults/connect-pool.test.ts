import {userInfo} from 'node:os';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {Canary} from '../../src/remote/canary.ts';
import {ConnectPool} from '../../src/remote/connect-pool.ts';
import {Connector} from '../../src/remote/connector.ts';
import {RemoteError} from '../../src/remote/contract.ts';
import {dialTcp} from '../../src/remote/dial.ts';
import {HostKeys} from '../../src/remote/host-keys.ts';
import type {HostSettings} from '../../src/remote/host-settings.ts';
import {keepaliveDefault} from '../../src/remote/ssh-connection.ts';
import {noSecrets} from '../remote/no-secrets.ts';
import {noSshd, SshLab} from '../remote/sshd-fixture.ts';

const dropped = (): RemoteError => new RemoteError('dropped-before-login', 'h', 'dropped');
const atOnce = async (): Promise<void> => {};

describe('the pool', () => {
	test('never has more under way than its limits, over all and for one sshd', async () => {
		const pool = new ConnectPool({connects: 10, perServer: 3, attempts: 1});
		let all = 0;
		let most = 0;
		const each = new Map<string, number>();
		const mostOfOne: number[] = [];
		const work = (server: string) => async (): Promise<void> => {
			all += 1;
			each.set(server, (each.get(server) ?? 0) + 1);
			most = Math.max(most, all);
			mostOfOne.push(each.get(server) as number);
			await new Promise((resolve) => setImmediate(resolve));
			all -= 1;
			each.set(server, (each.get(server) as number) - 1);
		};
		const name = (index: number): string => `s${index < 120 ? 0 : index % 5}`;
		await Promise.all(Array.from({length: 200}, (_, index) => pool.connect(name(index), work(name(index)))));
		expect([most, Math.max(...mostOfOne)]).toEqual([10, 3]);
	});

	test('halves its share on a drop, gives one back on success, and never goes below one', async () => {
		const pool = new ConnectPool({attempts: 2});
		const shares: number[] = [];
		await expect(
			pool.connect(
				's',
				async () => {
					shares.push(pool.shareOf('s'));
					throw dropped();
				},
				undefined,
				atOnce,
			),
		).rejects.toMatchObject({code: 'dropped-before-login'});
		expect(shares).toEqual([8, 4]);
		await pool.connect('s', atOnce);
		expect(pool.shareOf('s')).toBe(5);
		for (let index = 0; index < 10; index++) await pool.connect('s', () => Promise.reject(dropped()), undefined, atOnce).catch(() => {});
		expect(pool.shareOf('s')).toBeGreaterThanOrEqual(1);
		expect(pool.shareOf('other')).toBe(8);
	});

	test.each(['auth-failed', 'host-key-changed', 'unreachable', 'sudo-password-wrong'] as const)(
		'does not try again after %s',
		async (code) => {
			let attempts = 0;
			const work = async (): Promise<never> => {
				attempts += 1;
				throw new RemoteError(code, 'h', code);
			};
			await expect(new ConnectPool().connect('s', work, undefined, atOnce)).rejects.toMatchObject({code});
			expect(attempts).toBe(1);
		},
	);

	test('gives up after five drops', async () => {
		const attempts: number[] = [];
		const work = async (attempt: number): Promise<never> => {
			attempts.push(attempt);
			throw dropped();
		};
		await expect(new ConnectPool().connect('s', work, undefined, atOnce)).rejects.toMatchObject({code: 'dropped-before-login'});
		expect(attempts).toEqual([1, 2, 3, 4, 5]);
	});

	test('an abort while waiting leaves the queue', async () => {
		const pool = new ConnectPool({connects: 1});
		let free: () => void = () => {};
		const held = pool.connect(
			's',
			() =>
				new Promise<void>((resolve) => {
					free = resolve;
				}),
		);
		const stop = new AbortController();
		const waiting = pool.connect('s', atOnce, stop.signal);
		stop.abort();
		await expect(waiting).rejects.toThrow();
		free();
		await held;
		await pool.connect('s', atOnce);
	});
});

describe.skipIf(noSshd)('many connections to one real sshd', () => {
	let lab: SshLab;
	beforeAll(() => {
		lab = new SshLab();
	});
	afterAll(() => lab.stop());

	/** Connects to `count` loopback addresses of one sshd and keeps all connections open. */
	async function connectAll(count: number, maxStartups: string): Promise<{accepted: number; dropped: number; failed: string[]}> {
		const sshd = await lab.sshd({address: '0.0.0.0', config: [`MaxStartups ${maxStartups}`], unknown: true});
		lab.know(sshd.publicKeys.map((key) => `[127.*]:${sshd.port} ${key}`));
		const connector = new Connector({
			auth: noSecrets,
			canary: new Canary(),
			hostKeys: new HostKeys({user: [lab.knownHosts], global: []}),
			pool: new ConnectPool(),
			keepalive: keepaliveDefault,
			dial: dialTcp,
		});
		const settings = (index: number): HostSettings => ({
			name: `h${index}`,
			// One sshd, many names for it: the pool can't know that they are one.
			address: `127.0.${1 + Math.floor(index / 250)}.${1 + (index % 250)}`,
			port: sshd.port,
			user: userInfo().username,
			identityFiles: [lab.clientKey],
			identityChosen: true,
			identitiesOnly: true,
			userKnownHosts: [],
			globalKnownHosts: [],
			hashKnownHosts: false,
		});
		const results = await Promise.allSettled(Array.from({length: count}, (_, index) => connector.connect(settings(index))));
		const failed = results.flatMap((result) => (result.status === 'rejected' ? [(result.reason as Error).message] : []));
		for (const result of results) if (result.status === 'fulfilled') result.value.close();
		const log = sshd.log.join('');
		return {
			accepted: log.match(/Accepted publickey/g)?.length ?? 0,
			dropped: log.match(/drop connection|MaxStartups throttling/g)?.length ?? 0,
			failed,
		};
	}

	test('500 at once all get in', async () => {
		const {accepted, failed} = await connectAll(500, '10:30:100');
		expect([accepted, failed]).toEqual([500, []]);
	}, 180_000);

	test('an sshd that bears four at a time drops many, and still all get in', async () => {
		const {accepted, failed, dropped} = await connectAll(100, '2:90:4');
		expect([accepted, failed]).toEqual([100, []]);
		expect(dropped).toBeGreaterThan(0);
	}, 180_000);
});
