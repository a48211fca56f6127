import {createHash} from 'node:crypto';
import {afterEach, describe, expect, test} from 'vitest';
import {createDemoFleetServer, type DemoFleetServer} from '../../src/demo/fleet-server.ts';
import type {DemoOptions} from '../../src/demo/options.ts';
import type {Reply, Request, UnitFrame} from '../../src/remote/protocol.ts';
import {rawClient} from './raw-client.ts';

const open: DemoFleetServer[] = [];
const fleetOf = async (options: DemoOptions = {}) => {
	const fleet = await createDemoFleetServer({speed: Number.POSITIVE_INFINITY, ...options});
	open.push(fleet);
	return fleet;
};
afterEach(async () => {
	for (const fleet of open.splice(0)) await fleet.close();
});

const unit = (id: string, more: Partial<UnitFrame> = {}): UnitFrame => ({
	...{id, timeoutSeconds: 60, repair: false, mark: '', values: {}, check: 'test -e done', apply: 'touch done', verify: ''},
	...more,
});
const run = (...units: readonly UnitFrame[]): Request => ({verb: 'run', checkOnly: false, units});
const job = (id: string, step: string, script = 'true'): Request => ({
	...{verb: 'job-start', job: id, unit: step, timeoutSeconds: 60, once: true, values: {}, script},
	sha256: createHash('sha256').update(script).digest('hex'),
});
const shape = (replies: readonly Reply[]) =>
	replies.flatMap((reply) =>
		reply.kind === 'result' ? [`${reply.unit} ${reply.phase} ${reply.code}`] : reply.kind === 'end' ? [`end ${reply.ok}`] : [],
	);

describe('the agent of a simulated host', () => {
	test('checks, applies and verifies; a second time it finds all done', async () => {
		const client = await rawClient(await fleetOf(), 'w1');
		expect(shape(await client.ask(run(unit('bench/a'), unit('bench/b'))))).toEqual([
			...['0 check 10', '0 apply 0', '0 verify 0', '1 check 10', '1 apply 0', '1 verify 0', 'end true'],
		]);
		expect(shape(await client.ask(run(unit('bench/a'), unit('bench/b'))))).toEqual(['0 check 0', '1 check 0', 'end true']);
		expect(shape(await client.ask(run(unit('bench/a', {apply: 'touch elsewhere'}))))).toEqual([
			'0 check 10',
			'0 apply 0',
			'0 verify 0',
			'end true',
		]);
	});

	test('stops at the unit that fails, and keeps the mark of those that are done', async () => {
		const fleet = await fleetOf({faults: [{kind: 'fail', step: 'b', host: 'w1', always: false}]});
		const client = await rawClient(fleet, 'w1');
		const units = [unit('bench/a', {mark: 'a is done'}), unit('bench/b', {mark: 'b is done'}), unit('bench/c')];
		expect(shape(await client.ask(run(...units)))).toEqual([
			'0 check 10',
			'0 apply 0',
			'0 verify 0',
			'1 check 10',
			'1 apply 1',
			'end true',
		]);
		const files = fleet.machines.get('w1')?.model.files;
		expect(files?.has('/var/lib/kubewiz/steps/bench.a')).toBe(true);
		expect(files?.has('/var/lib/kubewiz/steps/bench.b')).toBe(false);
		expect(shape(await client.ask(run(...units)))).toContain('1 apply 0');
	});

	test('a job goes on when the line drops, and is read from the byte where it broke', async () => {
		const fleet = await fleetOf({speed: 20, faults: [{kind: 'drop', step: 'long', host: 'w1', always: false}]});
		const first = await rawClient(fleet, 'w1');
		await first.ask(job('j1', 'bench/long'));
		await first.closed;
		const second = await rawClient(fleet, 'w1');
		const end = (await second.ask({verb: 'job-attach', job: 'j1', offset: 0, waitSeconds: 10})).find((reply) => reply.kind === 'job');
		expect(end).toMatchObject({state: 'exited', code: 0});
		await second.ask(job('j1', 'bench/long'));
		expect(fleet.counters.applies.get('bench/long@w1')).toBe(1);
	});

	test('a host that reboots in the middle of a job calls it so', async () => {
		const fleet = await fleetOf({speed: 20, faults: [{kind: 'die', step: 'long', host: 'w1', always: false}]});
		const first = await rawClient(fleet, 'w1');
		const started = await first.ask(job('j1', 'bench/long'));
		expect(started[0]).toMatchObject({kind: 'job', state: 'running'});
		await first.closed;
		await expect(fleet.dial('w1')).rejects.toThrow('EHOSTUNREACH');
		fleet.machines.get('w1')?.powerOn();
		const second = await rawClient(fleet, 'w1');
		expect((await second.ask({verb: 'job-state', job: 'j1'}))[0]).toMatchObject({kind: 'job', state: 'rebooted'});
	});

	test('lends its lock to one lineage, and to the newest epoch of it', async () => {
		const fleet = await fleetOf();
		const lock = (lineage: string): Request => ({verb: 'lock', cluster: 'c', lineage, owner: `somebody of ${lineage}`});
		const first = await rawClient(fleet, 'w1');
		const second = await rawClient(fleet, 'w1');
		expect(await first.ask(lock('one'), 3)).toEqual([{kind: 'end', ok: true}]);
		expect(await second.ask(lock('two'), 9)).toEqual([{kind: 'end', ok: false, code: 'locked', message: 'somebody of one'}]);
		expect(await second.ask(lock('one'), 2)).toMatchObject([{kind: 'end', code: 'fenced'}]);
		expect(await second.ask(lock('one'), 4)).toEqual([{kind: 'end', ok: true}]);
		await first.closed;
		expect(await second.ask(run(unit('bench/a')), 3)).toMatchObject([{kind: 'end', code: 'fenced'}]);
	});

	test('takes files whole or not at all, and gives them back', async () => {
		const client = await rawClient(await fleetOf(), 'w1');
		const content = Buffer.from('kind: Secret\n');
		const upload = (sha256: string): Request => ({
			...{verb: 'upload', path: '/root/x', mode: 0o600, size: content.length, sha256, offset: 0, data: content},
		});
		expect(await client.ask(upload('00'))).toMatchObject([{kind: 'end', code: 'checksum'}]);
		expect(await client.ask({verb: 'download', path: '/root/x', limit: 1000})).toMatchObject([{kind: 'end', code: 'absent'}]);
		await client.ask(upload(createHash('sha256').update(content).digest('hex')));
		const [data] = await client.ask({verb: 'download', path: '/root/x', limit: 1000});
		expect(data?.kind === 'data' && Buffer.from(data.bytes).toString()).toBe('kind: Secret\n');
	});
});
