import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {App} from '../../screens/app.tsx';
import {type Language, wordsOf} from '../../screens/text/words.ts';
import {type DemoWizard, demoWizard} from './demo-wizard.ts';
import {mount} from './term.ts';

const sizes = [
	[60, 15],
	[80, 24],
	[120, 40],
] as const;

/** What differs from run to run: times, dates, directories, hashes, speeds. */
function lasting(text: string): string {
	return (
		text
			.replaceAll(/ *\b[\d.]+ ?m?s\b/g, ' #s')
			.replaceAll(/ *\b\d+(?:m\d\d)?s\b/g, ' #s')
			.replaceAll(/ *\b[\d.]+ MB\/s/g, ' # MB/s')
			// How many steps took long enough to be listed differs too.
			.replace(/(Time by step|各步骤用时)[\s\S]*(?=\n)/, '')
			.replaceAll(/\s*\n\s*\n\s*(?=\S)/g, '\n\n')
			.replaceAll(/\n+# *(?:below|行)[^\n]*/g, '')
			.replaceAll(/\d+ (?=above|below|step)|(?<=还有 )\d+/g, '# ')
			.replaceAll(/\d{4}-\d\d-\d\d(?:T[\d:.]+Z)?/g, 'DATE')
			.replaceAll(/sha256:[0-9a-f]+/g, 'sha256:#')
			.replaceAll(/[0-9a-f]{32}/g, 'MACHINE-ID')
			.replaceAll(/\d+(?:\.\d+)? s\b/g, '# s')
			.replaceAll(/kubewiz-demo-\w{6}/g, 'kubewiz-demo-XXXXXX')
	);
}

/** The screen the store is at, in one language at all sizes, with and without ornaments. */
async function pictures(wizard: DemoWizard, language: Language): Promise<string> {
	const found: string[] = [];
	for (const ascii of [false, true]) {
		const look = {words: wordsOf(language), ascii, colour: false};
		for (const [columns, rows] of sizes) {
			const shown = mount(<App store={wizard.store} look={look} />, {columns, rows, ascii});
			await shown.until(/\S/);
			// Effects of a screen's first moment (probing, planning) have been here before; the picture is the second frame's.
			await shown.settled();
			const text = shown.screen();
			const frame = text.split('\n');
			expect(frame.length, 'the frame fills the screen and no more').toBe(rows);
			expect(frame.at(-1)?.trim(), 'the footer shows keys').toMatch(/\?/);
			found.push(`=== ${columns}x${rows}${ascii ? ' ascii' : ''}\n${lasting(text)}\n`);
			await shown.unmount();
		}
	}
	return found.join('\n');
}

describe('every screen, from the real engine on the embedded fleet', () => {
	let wizard: DemoWizard;
	beforeAll(async () => {
		wizard = await demoWizard('--fail', 'workers/join:w3');
	});
	afterAll(() => wizard.close());

	async function snapshot(name: string) {
		for (const language of ['en', 'zh'] as const)
			await expect(await pictures(wizard, language)).toMatchFileSnapshot(`pictures/${name}.${language}.txt`);
	}

	test('hosts: the ways in', () => snapshot('hosts-ways'));

	test('hosts: the table, tested', async () => {
		const {actions, getState} = wizard.store;
		actions.takeHosts(getState().offered);
		await actions.checkHosts();
		await snapshot('hosts');
	});

	test('preflight: two faults that can be fixed', async () => {
		const {actions, getState} = wizard.store;
		expect(actions.next()).toBeUndefined();
		await actions.runPreflight();
		await snapshot('preflight');
		const {findings} = getState();
		const fixes = findings.kind === 'here' ? findings.value.filter((finding) => finding.severity === 'error' && finding.fix) : [];
		expect(fixes.map((finding) => finding.check).sort()).toEqual(['clock-skew', 'duplicate-machine-id']);
		expect(actions.next()).toBe('preflight-blocks');
		await actions.fixFindings(fixes);
		actions.closeFix();
		await snapshot('preflight-fixed');
	});

	test('topology', async () => {
		expect(wizard.store.actions.next()).toBeUndefined();
		await snapshot('topology');
	});

	test('mirrors', async () => {
		expect(wizard.store.actions.next()).toBeUndefined();
		await wizard.store.actions.probeMirrors();
		await snapshot('mirrors');
	});

	test('review', async () => {
		expect(wizard.store.actions.next()).toBeUndefined();
		await wizard.store.actions.makePlan();
		await snapshot('review');
	});

	test('install: a worker that failed to join', async () => {
		const {actions, getState} = wizard.store;
		actions.startInstall();
		await actions.settle();
		expect(getState().run.failures.map(({step, host}) => `${step} ${host}`)).toEqual(['workers/join w3']);
		await snapshot('install');
	});

	test('done: tried again, and ready', async () => {
		const {actions, getState} = wizard.store;
		actions.retry(['w3']);
		await actions.settle();
		expect(getState().run.end?.result).toBe('done');
		expect(actions.next()).toBeUndefined();
		await snapshot('done');
	});
});
