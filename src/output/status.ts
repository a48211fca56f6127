import type {ClusterStatus, HostStatus, RunResult} from '../events/event.ts';
import {type Said, told, within} from '../told.ts';
import type {Look, MarkName} from './look.ts';
import {table} from './table.ts';

const markOf: Readonly<Record<HostStatus['state'], MarkName>> = {
	done: 'done',
	open: 'waiting',
	running: 'running',
	failed: 'failed',
	unknown: 'unknown',
	'set-aside': 'set-aside',
};

/** In Chinese; in English the result's own name is read. */
const results: Readonly<Record<RunResult, string>> = {
	done: '完成',
	failed: '失败',
	'partly-done': '部分完成',
	interrupted: '已中断',
	detached: '已脱离',
	'needs-decision': '待决定',
	locked: '被另一个 kubewiz 占用',
};

/** What is recorded of a cluster: who is at work, the last run, every host with the step it stands at. */
export function statusLines(status: ClusterStatus, look: Look): string[] {
	return [
		`${look.tone('strong', look.say(told(`Cluster ${status.cluster}`, `集群 ${status.cluster}`)))}${status.plan ? look.say(told(`, plan ${status.plan.slice(0, 19)}`, `，计划 ${status.plan.slice(0, 19)}`)) : ''}`,
		...(status.running ? [look.say(workingNow(status.running))] : []),
		...lastRun(status).map(look.say),
		'',
		...table(
			[told('HOST', '主机'), told('DONE', '完成'), told('STATE', '状态'), told('STEP', '步骤'), ''].map(look.say),
			status.hosts.map((host) => [
				host.host,
				`${host.done}/${host.total}`,
				look.mark(markOf[host.state]),
				host.step ?? '',
				look.say(host.detail ?? ''),
			]),
		),
		...(status.next.length > 0
			? ['', look.say(told('next:', '下一步：')), ...status.next.map((command) => `  ${look.tone('strong', command)}`)]
			: []),
		...(status.log ? [`${look.say(told('log: ', '日志：'))}${status.log}`] : []),
	];
}

function workingNow({owner, since}: NonNullable<ClusterStatus['running']>): Said {
	return within(owner, (who) =>
		told(`at work now: ${who.en}${since ? `, since ${since}` : ''}`, `正在操作：${who.zh}${since ? `，自 ${since} 起` : ''}`),
	);
}

function lastRun({lastRun: run}: ClusterStatus): Said[] {
	if (!run) return [];
	const end = run.ended
		? told(
				`ended ${run.ended}: ${run.result} (exit code ${run.exitCode})`,
				`${run.ended} 结束：${run.result && results[run.result]}（退出码 ${run.exitCode}）`,
			)
		: told('has no recorded end', '没有记录到结束');
	const {mode, epoch, owner, started} = run;
	return [
		told(
			`last run: ${mode} number ${epoch} by ${owner}, begun ${started}, ${end.en}`,
			`上次运行：${owner} 执行的第 ${epoch} 次 ${mode}，${started} 开始，${end.zh}`,
		),
	];
}
