import {beforeEach, expect, test, vi} from 'vitest';
import {atWork, fakeRun, stage} from './stage.tsx';

type HostRows = typeof import('../../screens/install/host-rows.tsx');
type StepRows = typeof import('../../screens/install/step-rows.tsx');

/** Rows that were laid out, seen or not: what the frame cuts off costs as much as what it shows. */
const laidOut = vi.hoisted(() => ({hosts: new Set<string>(), steps: new Set<string>()}));

vi.mock('../../screens/install/host-rows.tsx', async (load) => {
	const real = await load<HostRows>();
	const HostRow: HostRows['HostRow'] = (row) => {
		laidOut.hosts.add(row.host);
		return <real.HostRow {...row} />;
	};
	return {...real, HostRow};
});

vi.mock('../../screens/install/step-rows.tsx', async (load) => {
	const real = await load<StepRows>();
	const StepLine = (row: Parameters<StepRows['StepLine']['type']>[0]) => {
		laidOut.steps.add(row.step.id);
		return <real.StepLine {...row} />;
	};
	return {...real, StepLine};
});

beforeEach(() => {
	laidOut.hosts.clear();
	laidOut.steps.clear();
});

const rowsWith = (screen: string, text: RegExp) => screen.split('\n').filter((line) => text.test(line));

test.each([
	[80, 24],
	[60, 15],
])('a frame never exceeds the screen: of 40 steps and 50 hosts only those seen at %ix%i are laid out', async (columns, rows) => {
	const run = fakeRun(50, 40);
	const shown = stage({...atWork(run), columns, rows});
	await shown.until('0/2000');
	await shown.settled();
	const steps = rowsWith(shown.screen(), /[·.] Step \d+ /).length;
	const hosts = rowsWith(shown.screen(), /^\S (?:cp1|w\d+) /).length;
	expect(shown.screen().split('\n')).toHaveLength(rows);
	expect(steps).toBeGreaterThanOrEqual(2);
	expect(hosts).toBeGreaterThanOrEqual(2);
	expect(shown.screen()).toContain(`${40 - steps} below`);
	expect(laidOut.steps.size).toBe(steps);
	expect(laidOut.hosts.size).toBe(hosts);
	// The window goes along with the chosen row, and tells what is above it.
	await shown.type('\u001B[F', /❯ . Step 39 /);
	await shown.settled();
	expect(shown.screen()).toContain(`${40 - steps} above`);
	expect(rowsWith(shown.screen(), /Step \d+ /)).toHaveLength(steps);
	expect(laidOut.steps.size).toBe(2 * steps);
	await shown.type('\t', /❯ . /);
	laidOut.hosts.clear();
	await shown.type('\u001B[F', /❯ . w49 /);
	await shown.settled();
	expect(laidOut.hosts.size).toBeLessThan(2 * rows);
	expect(shown.screen().split('\n')).toHaveLength(rows);
	await shown.unmount();
});

test('five nodes at work cost less than 20 KiB a second', async () => {
	const run = fakeRun(50, 40);
	const shown = stage(atWork(run));
	await shown.until('0/2000');
	const before = shown.output.bytes;
	// A second's worth of pictures: the store publishes at most ten.
	for (let turn = 0; turn < 10; turn += 1) {
		for (const host of ['cp1', 'w1', 'w2', 'w3', 'w4']) {
			run.task(turn, host, 'running');
			run.print(turn, host, `Get:${turn} https://pkgs.k8s.io ${'x'.repeat(turn * 7)}`);
			if (turn > 0) run.task(turn - 1, host, 'done', 100);
		}
		shown.store.setState({runVersion: run.view.version});
		await shown.app.waitUntilRenderFlush();
	}
	expect(shown.output.bytes - before).toBeLessThan(20 * 1024);
	expect(shown.screen().split('\n')).toHaveLength(24);
	await shown.unmount();
});
