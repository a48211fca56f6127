import {expect, test} from 'vitest';
import {atWork, fakeRun, stage} from './stage.tsx';

const enter = '\r';

/** A failure whose fix resets the host. */
function aboutToReset() {
	const run = fakeRun(3, 2);
	run.fail(0, 'w2', {mend: {destroys: true, scripts: [{host: 'w2', script: 'kubeadm reset --force'}]}});
	const mended: string[] = [];
	const shown = stage({
		...atWork(run),
		engine: {
			mend: async (failure: {readonly host: string}) => {
				mended.push(failure.host);
				return [];
			},
		} as never,
	});
	return {shown, mended};
}

test('what destroys a host takes its name: Enter, letters, numbers and another name begin nothing', async () => {
	const {shown, mended} = aboutToReset();
	await shown.until('r try again');
	await shown.type('n', 'Step 0 failed on w2');
	await shown.type('x', 'kubeadm reset --force');
	expect(shown.screen()).toMatch(/w2/);
	shown.send(enter);
	await shown.settled();
	expect(shown.screen()).toContain('kubeadm reset --force');
	await shown.type(`1y${enter}`, /✖ .*w2/);
	await shown.type(`\u0015w1${enter}`, /✖ .*w2/);
	expect(mended).toEqual([]);
	shown.send(`\u0015w2${enter}`);
	await expect.poll(() => mended).toEqual(['w2']);
	await shown.unmount();
});

test('Esc leaves it undone', async () => {
	const {shown, mended} = aboutToReset();
	await shown.until('r try again');
	await shown.type('n', 'Step 0 failed on w2');
	await shown.type('x', 'kubeadm reset --force');
	await shown.type('\u001B', 'Step 0 failed on w2');
	expect(mended).toEqual([]);
	await shown.unmount();
});
