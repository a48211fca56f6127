import {describe, expect, test, vi} from 'vitest';
import type {UnfinishedRun} from '../../src/store/engine.ts';
import {told} from '../../src/told.ts';
import {pictures} from './pictures.tsx';
import {atWork, fakeRun, storeOf} from './stage.tsx';

// Before Ink is loaded: the pictures show colours.
vi.hoisted(() => {
	process.env.FORCE_COLOR = '1';
});

type Setting = Parameters<typeof storeOf>[0];
type Way = NonNullable<Parameters<typeof pictures>[2]>;

async function snapshot(name: string, setting: Setting, way: Way = {}) {
	for (const language of ['en', 'zh'] as const)
		await expect(await pictures(storeOf(setting), language, way)).toMatchFileSnapshot(`pictures/${name}.${language}.txt`);
}

const hosts = [
	{name: 'cp1', address: '10.0.0.1', roles: ['control-plane' as const]},
	{name: 'w1', address: '10.0.0.2', roles: ['worker' as const]},
];

/** Five hosts in the middle of their work: every state there is, and one failure. */
function inTheMiddle(): ReturnType<typeof fakeRun> {
	const run = fakeRun(5, 12);
	for (const host of run.names) run.task(0, host, 'done', 2000);
	for (const host of ['cp1', 'w1', 'w2']) run.task(1, host, 'done', 1000);
	run.task(2, 'cp1', 'running');
	run.print(2, 'cp1', 'Get:1 https://mirror.example/kubernetes kubeadm 12.3 MB', '正在设置 kubeadm ...');
	run.task(2, 'w1', 'verifying');
	run.task(2, 'w2', 'reconnecting');
	run.task(1, 'w4', 'checking');
	run.fail(1, 'w3');
	return run;
}

const unfinished = (cluster: string, done: number): UnfinishedRun => ({
	cluster,
	started: Date.now() - 3 * 3_600_000,
	lastEvent: {time: Date.now() - 2 * 3_600_000, text: told('w2: Join workers: begun', 'w2：加入工作节点：已开始')},
	done,
	total: 82,
	steps: [
		{title: 'Install containerd', done: 3, total: 3},
		{title: 'Join workers', done: 1, total: 2},
		{title: 'Wait until every node is ready', done: 0, total: 1},
	],
	record: `/state/${cluster}`,
	plan: 'sha256:0',
	workers: ['w1'],
	waived: [],
	spec: '',
	hosts: ['cp1', 'w1', 'w2'],
});

describe('what stands beside the way', () => {
	test('resume: two unfinished installs, and what the hosts say', () =>
		snapshot('resume', {
			draft: {screen: 'resume', hosts},
			state: {
				screens: ['resume', 'hosts', 'preflight', 'topology', 'mirrors', 'review', 'install', 'done'],
				unfinished: {kind: 'here', value: [unfinished('prod', 61), unfinished('lab', 3)]},
				askedHosts: {
					cluster: 'prod',
					running: false,
					answers: [
						{host: 'cp1', says: told('in the cluster', '已加入集群')},
						{host: 'w1', says: told('not in a cluster yet, 1 job at work', '尚未加入集群、1 个任务正在执行')},
						{host: 'w2', says: '10.0.0.3 port 22', code: 'unreachable'},
					],
				},
			},
		}));

	test('the help over a screen', () =>
		snapshot('help', {draft: {hosts}}, {keys: '?', until: (words) => words.keys.helpTitle(words.screens.hosts)}));

	test('the question whether to leave', () => snapshot('leave', {draft: {hosts}}, {keys: 'q', until: (words) => words.quit.title}));

	test('install: the middle of it', () => snapshot('install-middle', atWork(inTheMiddle())));

	test('install: the hosts', () => snapshot('install-hosts', atWork(inTheMiddle()), {keys: '\t'}));

	test('install: a failure', () => snapshot('install-failure', atWork(inTheMiddle()), {keys: 'n', until: () => 'join-ca-hash'}));

	test('install: the output of a host', () => snapshot('install-log', atWork(inTheMiddle()), {keys: '\tl', until: () => '/hosts/cp1.log'}));

	test('install: the question whether to stop', () =>
		snapshot('install-stop', atWork(inTheMiddle()), {keys: '\u0003', until: (words) => words.install.stopTitle}));

	test('an install that could not begin', () => {
		const run = fakeRun(2, 2);
		run.send({
			type: 'error',
			code: 'locked',
			message: 'another kubewiz is at work on this cluster',
			details: ['op@jump since 10:12'],
			exitCode: 7,
		} as never);
		return snapshot('install-refused', atWork(run));
	});
});
