import {describe, expect, test, vi} from 'vitest';
import {readHosts} from '../../src/inventory/typed.ts';
import {atWork, fakeRun, type Staged, stage} from './stage.tsx';

const hosts = [
	{name: 'cp1', address: '10.0.0.1', roles: ['control-plane' as const]},
	{name: 'w1', address: '10.0.0.2', roles: ['worker' as const]},
];

/** Box drawing, blocks and the glyphs that the screens draw: none of it is a word. */
const ornaments = /[\u2190-\u21FF\u2300-\u27BF\u2900-\u2BFF]/u;

/** All that was sent, without sequences. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: the escape sequences are what is taken out
const heard = (shown: Staged) => shown.output.text.replaceAll(/\u001B\[[0-?]*[ -/]*[@-~]/g, '');

describe('with a screen reader', () => {
	test('the primary screen; lists, fields and answers by their role and state; no ornament', async () => {
		const shown = stage({draft: {hosts}, screenReader: true});
		await shown.until('cp1');
		expect(shown.term.buffer.active.type).toBe('normal');
		expect(heard(shown)).toMatch(/listbox/);
		expect(heard(shown)).toMatch(/option: \(selected\)/);
		await shown.type('q', 'Leave kubewiz?');
		expect(shown.screen()).toMatch(/radio: \(checked\) *Stay/);
		expect(shown.screen()).toMatch(/radio: *Leave/);
		await shown.type('\u001B[C', /radio: \(checked\) *Leave/);
		expect(heard(shown)).not.toMatch(ornaments);
		await shown.unmount();
	});

	test('a field tells that it is one', async () => {
		const shown = stage({draft: {hosts}, screenReader: true, engine: {readHosts}});
		await shown.until('cp1');
		await shown.type('a', /textbox/);
		expect(heard(shown)).not.toMatch(ornaments);
		await shown.unmount();
	});

	test('which screen is open is said in a word', async () => {
		const shown = stage({draft: {hosts, screen: 'topology'}, screenReader: true, engine: {resolve: () => ({problems: []})}});
		await shown.until(/done Preflight/);
		expect(shown.screen()).toMatch(/now: Topology/);
		await shown.unmount();
	});

	test('the install in words: states, numbers, what each host does; no strip of glyphs and no bar', async () => {
		const run = fakeRun(5, 4);
		run.task(0, 'w1', 'running');
		run.print(0, 'w1', 'Get:1 kubeadm');
		run.task(0, 'w2', 'done');
		run.fail(0, 'w3');
		const shown = stage({...atWork(run), screenReader: true});
		await shown.until(/running:? w1/);
		expect(shown.screen()).toMatch(/progressbar/);
		expect(shown.screen()).toMatch(/failed:? w3/);
		expect(shown.screen()).toContain('Get:1 kubeadm');
		expect(heard(shown)).not.toMatch(ornaments);
		expect(heard(shown)).not.toMatch(/#{3}|-{3}|\.{4}|(?:waiting){2}/);
		await shown.unmount();
	});

	test('nothing is said again only because time passes', async () => {
		vi.useFakeTimers({shouldAdvanceTime: true});
		try {
			const run = fakeRun(2, 2);
			run.task(0, 'w1', 'running');
			const shown = stage({...atWork(run), screenReader: true});
			await shown.until('w1');
			await shown.settled();
			const before = shown.output.bytes;
			await vi.advanceTimersByTimeAsync(10_000);
			await shown.settled();
			expect(shown.output.bytes).toBe(before);
			await shown.unmount();
		} finally {
			vi.useRealTimers();
		}
	});
});
