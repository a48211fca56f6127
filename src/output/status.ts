import type {ClusterStatus, HostStatus} from '../events/event.ts';
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
		`${look.tone('strong', `Cluster ${status.cluster}`)}${status.plan ? `, plan ${status.plan.slice(0, 19)}` : ''}`,
		...(status.running ? [`at work now: ${status.running.owner}${status.running.since ? `, since ${status.running.since}` : ''}`] : []),
		...lastRun(status),
		'',
		...table(
			['HOST', 'DONE', 'STATE', 'STEP', ''],
			status.hosts.map((host) => [
				host.host,
				`${host.done}/${host.total}`,
				look.mark(markOf[host.state]),
				host.step ?? '',
				look.say(host.detail ?? ''),
			]),
		),
		...(status.next.length > 0 ? ['', 'next:', ...status.next.map((command) => `  ${look.tone('strong', command)}`)] : []),
		...(status.log ? [`log: ${status.log}`] : []),
	];
}

function lastRun({lastRun: run}: ClusterStatus): string[] {
	if (!run) return [];
	const end = run.ended ? `ended ${run.ended}: ${run.result} (exit code ${run.exitCode})` : 'has no recorded end';
	return [`last run: ${run.mode} number ${run.epoch} by ${run.owner}, begun ${run.started}, ${end}`];
}
