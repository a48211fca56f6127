import {afterAll, beforeAll, expect, test} from 'vitest';
import {App} from '../../screens/app.tsx';
import {wordsOf} from '../../screens/text/words.ts';
import {type DemoWizard, demoWizard} from './demo-wizard.ts';
import {mount} from './term.ts';

const look = {words: wordsOf('zh'), ascii: false, colour: false};

/** Words that only sentences have: names, commands and settings do without them. */
const sentence =
	/\b(?:the|is|are|was|were|to|and|not|with|that|which|for|has|have|from|it|this|be|can|will|would|after|before|when|of|by)\b/i;

let wizard: DemoWizard;
beforeAll(async () => {
	wizard = await demoWizard('--fail', 'workers/join:w3');
});
afterAll(() => wizard.close());

/**
 * What programs and hosts said, and scripts: texts that have no language of
 * ours. In the store they are plain strings, own words are told in both languages.
 */
function foreign(): ReadonlySet<string> {
	const {findings, plan, run, fix} = wizard.store.getState();
	const scripts = [
		...(plan.kind === 'here' ? plan.value.tasks.map((task) => task.script) : []),
		...(findings.kind === 'here' ? findings.value.flatMap((finding) => (finding.fix ? [finding.fix.command] : [])) : []),
	];
	const printed = run.failures.flatMap((failure) => [...failure.lastLines, ...(failure.diagnosis ? [failure.diagnosis.evidence] : [])]);
	const logged = (run.start?.hosts ?? []).flatMap((host) => run.output.ofHost(host).map(({text}) => text));
	const mended = fix?.lines.map(({text}) => text) ?? [];
	const lines = [...logged, ...mended, ...scripts.flatMap((script) => script.split('\n')), ...printed].filter(
		(line) => typeof line === 'string',
	);
	return new Set(lines.map((line) => line.trim()).filter((line) => line.length > 3));
}

/** Lines of the screen in which an English sentence stands. */
function englishOn(screen: string): readonly string[] {
	const known = [...foreign()].sort((a, b) => b.length - a.length);
	return screen
		.split('\n')
		.map((line) => known.reduce((text, theirs) => text.replace(theirs, ''), line))
		.filter((line) => !/^\s*[$#]/.test(line))
		.filter((line) => sentence.test(line.replaceAll(/\S*[-/_.:=]\S*/g, '')));
}

/** Looks at the screen where the wizard is, its help, and what the given keys open there. */
async function looksChinese(keys: readonly string[]): Promise<void> {
	for (const press of ['', '?', ...keys]) {
		const shown = mount(<App store={wizard.store} look={look} />, {columns: 240, rows: 60});
		await shown.until(/\p{Script=Han}/u);
		shown.send(press);
		await shown.settled();
		const screen = shown.screen();
		await shown.unmount();
		expect(screen, 'there is Chinese').toMatch(/\p{Script=Han}/u);
		expect(englishOn(screen), `${wizard.store.getState().draft.screen} after ${JSON.stringify(press)}`).toEqual([]);
	}
}

test('the search finds an English sentence, and no command', () => {
	expect(englishOn('一二三\n  The disk is full\n  $ kubeadm join is not run\n /etc/fstab 4 GiB')).toEqual(['  The disk is full']);
});

test('hosts: ways in, lists with mistakes, the table', async () => {
	const {actions, getState} = wizard.store;
	await looksChinese(['\r']);
	const {problems} = actions.readHosts('10.0.0.300\ncp[3-1]\nroot:x@h\nh:99999\n10.0.0.0/24');
	expect(problems).toHaveLength(5);
	for (const {message} of problems) expect(englishOn(look.words.say(message))).toEqual([]);
	actions.takeHosts(getState().offered);
	await actions.checkHosts();
	await looksChinese(['\r', 's', 'k']);
});

test('preflight: every finding in full, fixes, fixed', async () => {
	const {actions, getState} = wizard.store;
	actions.next();
	await actions.runPreflight();
	await looksChinese(['\r', 'x', 'X', 'j\r', 'jj\r', 'jjj\r', 'jjjj\r']);
	const {findings} = getState();
	const fixes = findings.kind === 'here' ? findings.value.filter((finding) => finding.severity === 'error' && finding.fix) : [];
	expect(fixes).not.toEqual([]);
	await actions.fixFindings(fixes);
	expect(getState().fix?.results).not.toEqual([]);
	await looksChinese([]);
	actions.closeFix();
});

test('topology, mirrors, review', async () => {
	const {actions} = wizard.store;
	actions.next();
	await looksChinese(['j', 'G']);
	actions.next();
	await actions.probeMirrors();
	await looksChinese(['a']);
	actions.next();
	await actions.makePlan();
	await looksChinese(['\r', 's', 'w', 'x']);
});

test('install: a failure with its cause and fix; done', async () => {
	const {actions, getState} = wizard.store;
	expect(getState().plan.kind).toBe('here');
	actions.startInstall();
	await actions.settle();
	expect(getState().run.failures).toHaveLength(1);
	await looksChinese(['n', 'h', 'l', 'm']);
	actions.retry(['w3']);
	await actions.settle();
	expect(getState().run.end?.result).toBe('done');
	actions.next();
	expect(getState().draft.screen).toBe('done');
	await looksChinese([]);
});
