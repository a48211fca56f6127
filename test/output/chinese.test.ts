import stringWidth from 'string-width';
import {expect, test} from 'vitest';
import {lookOf} from '../../src/output/look.ts';
import {plainRenderer} from '../../src/output/plain.ts';
import {planLines} from '../../src/output/plan.ts';
import {statusLines} from '../../src/output/status.ts';
import {table} from '../../src/output/table.ts';
import {told} from '../../src/told.ts';
import {reasonWords} from '../../steps/reasons.ts';
import {memorySink, noCounts, play, runStart} from './events.ts';

const look = lookOf({colour: false, unicode: true, canAsk: false, columns: 80}, 'zh');

test('a run, its failure and its end are told in Chinese; what programs said stays', () => {
	const sink = memorySink();
	play(plainRenderer(sink, {look, verbose: false}), [
		runStart,
		{type: 'host.state', host: 'cp1', state: 'connected', latencyMs: 3},
		{type: 'task.state', host: 'cp1', step: 'prepare/swap', state: 'done', attempt: 2, doneBy: 'already', ms: 1500},
		{type: 'warning', code: 'x', host: 'w1', message: told('w1 is slow', 'w1 很慢')},
		{
			type: 'task.failed',
			host: 'w1',
			step: 'workers/join',
			failure: {
				host: 'w1',
				step: 'workers/join',
				title: told('Join the workers', '加入工作节点'),
				phase: 'apply',
				command: 'kubeadm join',
				exitCode: 1,
				lastLines: ['the token is gone'],
				diagnosis: {
					id: 'E31',
					evidence: 'the token is gone',
					cause: told('It ran out.', '令牌已过期。'),
					fix: told('Make one.', '生成新的。'),
					commands: [],
				},
				next: [],
			},
		},
		{
			type: 'run.end',
			result: 'failed',
			exitCode: 1,
			ms: 2000,
			counts: {...noCounts, done: 1, failed: 1},
			setAside: [],
			next: ['kubewiz resume'],
		},
	]);
	const text = sink.text();
	for (const said of [
		'2 台主机、2 个步骤',
		'往返 3.0 ms',
		'原本如此、第 2 次',
		'w1 很慢',
		'w1 上的 workers/join',
		'令牌已过期。 [E31]',
		'因失败而停止',
		'1 个任务完成、1 个失败',
		'下一步：',
	])
		expect(text).toContain(said);
	expect(text).toContain('the token is gone');
	expect(text.replaceAll('the token is gone', '')).not.toMatch(/\b(?:the|is|of|and|done|failed|attempt|cause|next)\b/);
	const columns = text.split('\n').filter((line) => /(?:完成|警告) /.test(line) && /^\d\d:/.test(line));
	expect(new Set(columns.map((line) => stringWidth(line.slice(0, line.search(/[✔!]/))))).size, 'marks stand in one column').toBe(1);
});

test('a table counts cells, not characters', () => {
	const [head = '', ...rows] = table(
		['主机', '状态'],
		[
			['cp1', '完成'],
			['工作节点一', '失败'],
		],
	);
	const starts = [head, ...rows].map((line) => stringWidth(line.slice(0, line.search(/(?:状态|完成|失败)$/))));
	expect(new Set(starts).size).toBe(1);
});

test('a plan and a status have no English sentence', () => {
	const plan = planLines(
		{
			type: 'plan',
			plan: 'sha256:0123',
			tasks: [
				{step: 'prepare/swap', host: 'cp1', standing: 'todo', reason: reasonWords('swap is on: /dev/vda2')},
				{step: 'packages/kubernetes', host: 'cp1', standing: 'todo', reason: reasonWords('kubelet is not installed')},
				{step: 'proof/ready', host: 'cp1', standing: 'unknown', reason: told('the host did not answer', '主机没有应答')},
			],
		},
		look,
	);
	const status = statusLines(
		{
			cluster: 'prod',
			plan: 'sha256:0123456789abcdef',
			running: {owner: told('another process', '另一个进程')},
			lastRun: {epoch: 2, mode: 'apply', owner: 'op@pc', started: 'T1', ended: 'T2', result: 'failed', exitCode: 1},
			hosts: [{host: 'w1', done: 0, total: 3, state: 'set-aside', detail: told('was not reached', '未能连接')}],
			next: [],
		},
		look,
	);
	for (const said of ['swap 已启用：/dev/vda2', 'kubelet 未安装', '主机没有应答', '哈希：']) expect(plan.join('\n')).toContain(said);
	for (const said of ['正在操作：另一个进程', '结束：失败', '未能连接']) expect(status.join('\n')).toContain(said);
	expect([...plan, ...status].join('\n')).not.toMatch(/\b(?:the|is|of|and|not|failed|another)\b/);
});
