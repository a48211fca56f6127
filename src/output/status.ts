import type {ClusterStatus, HostStatus} from '../events/event.ts';
import {type Said, told} from '../told.ts';
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
	return told(`at work now: ${owner}${since ? `, since ${since}` : ''}`, `正在操作：${owner}${since ? `，自 ${since} 起` : ''}`);
}

function lastRun({lastRun: run}: ClusterStatus): Said[] {
	if (!run) return [];
	const end = run.ended
		? told(`ended ${run.ended}: ${run.result} (exit code ${run.exitCode})`, `${run.ended} 结束：${run.result}（退出码 ${run.exitCode}）`)
		: told('has no recorded end', '没有记录到结束');
	const {mode, epoch, owner, started} = run;
	return [
		told(
			`last run: ${mode} number ${epoch} by ${owner}, begun ${started}, ${end.en}`,
			`上次运行：${owner} 执行的第 ${epoch} 次 ${mode}，${started} 开始，${end.zh}`,
		),
	];
}
