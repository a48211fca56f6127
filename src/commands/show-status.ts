import {reasonWords} from '../../steps/reasons.ts';
import {type ClusterStatus, exitCodes, type HostStatus} from '../events/event.ts';
import type {Owner} from '../journal/errors.ts';
import {type RunReading, readRun} from '../journal/read-run.ts';
import type {RunState, TaskEvidence} from '../journal/types.ts';
import {readEvents} from '../output/read-log.ts';
import {listRuns, type RunDirectory} from '../output/run-directory.ts';
import {taskId} from '../plan/graph.ts';
import {parseSavedPlan} from '../plan/saved-plan.ts';
import type {SavedPlan, SavedTask} from '../plan/types.ts';
import {told} from '../told.ts';
import {CommandError} from './command-error.ts';
import type {Session} from './session.ts';
import {clusterName, type NamedCluster, stateOf, typedCommands} from './state.ts';

/** Tells where a cluster stands by the record kept here; asks no host. Gives the exit code. */
export async function showStatus(session: Session, options: NamedCluster): Promise<number> {
	const cluster = await clusterName(session, options);
	const directory = stateOf(session, cluster);
	const reading = await readRun(directory);
	if (!reading)
		throw new CommandError(
			'no-record',
			told(`there is no record of a cluster ${cluster} in ${directory}`, `${directory} 中没有集群 ${cluster} 的记录`),
			{
				exitCode: exitCodes.failed,
				details: [
					told(
						'records are made by kubewiz apply, on the machine where it runs; --state-dir names another place for them',
						'记录由 kubewiz apply 在运行它的机器上生成；可用 --state-dir 指定其他位置',
					),
				],
			},
		);
	if (reading.state.runs.length === 0 && reading.owner === undefined)
		throw new CommandError('no-run', told(`no run of ${cluster} has begun yet`, `${cluster} 还没有开始过运行`), {
			exitCode: exitCodes.failed,
			details: [
				told(`begin with: ${typedCommands(session, options.file).apply}`, `请从这里开始：${typedCommands(session, options.file).apply}`),
			],
		});
	for (const warning of reading.warnings) session.warn('journal', warning);
	const run = (await listRuns(directory)).at(-1);
	const made = clusterStatus(cluster, reading, run?.path, run ? await foundDone(run) : new Set());
	const resumable = !made.running && made.hosts.some((host) => host.state !== 'done');
	session.emit({type: 'status', status: {...made, next: resumable ? [typedCommands(session, options.file).resume] : []}});
	return exitCodes.done;
}

/** Tasks the last run found done already: its log tells them, the journal only what was sent to a host. */
async function foundDone(run: RunDirectory): Promise<ReadonlySet<string>> {
	const found = new Set<string>();
	for await (const event of readEvents(run)) {
		if (event.type !== 'task.state') continue;
		const id = taskId(event.step, event.host);
		if (event.state === 'done') found.add(id);
		else found.delete(id);
	}
	return found;
}

function clusterStatus(cluster: string, reading: RunReading, log: string | undefined, found: ReadonlySet<string>): ClusterStatus {
	const {state, owner, planText} = reading;
	const run = state.runs.at(-1);
	return {
		cluster,
		...(state.plan === undefined ? {} : {plan: state.plan}),
		...(owner === undefined ? {} : {running: runningOwner(owner)}),
		...(run ? {lastRun: {epoch: run.epoch, mode: run.mode, owner: run.owner, started: run.started, ...endOf(run.ended)}} : {}),
		hosts: planText === undefined ? [] : hostStatuses(parseSavedPlan(planText), state, found, owner !== undefined),
		...(log === undefined ? {} : {log}),
		next: [],
	};
}

function runningOwner(owner: Owner | 'unknown'): NonNullable<ClusterStatus['running']> {
	return owner === 'unknown'
		? {owner: told('another process', '另一个进程')}
		: {
				owner: told(`${owner.who} on ${owner.host}, process ${owner.pid}`, `${owner.host} 上的 ${owner.who}，进程 ${owner.pid}`),
				since: owner.started,
			};
}

function endOf(ended: RunState['runs'][number]['ended']): Partial<NonNullable<ClusterStatus['lastRun']>> {
	return ended ? {ended: ended.time, result: ended.result, exitCode: ended.exitCode} : {};
}

/** Every host of the plan, with the first of its tasks that is not done. */
function hostStatuses(plan: SavedPlan, state: RunState, found: ReadonlySet<string>, running: boolean): readonly HostStatus[] {
	const byHost = Map.groupBy(plan.tasks, (task) => task.host);
	const present = [...byHost].map(([host, tasks]) => hostStatus(host, tasks, state, found, running));
	const absent = plan.absent.map(
		(host) => ({host, done: 0, total: 0, state: 'set-aside', detail: told('was not reached', '未能连接')}) as const,
	);
	return [...present, ...absent];
}

function hostStatus(host: string, tasks: readonly SavedTask[], state: RunState, found: ReadonlySet<string>, running: boolean): HostStatus {
	const evidence = (task: SavedTask) => {
		const found = state.tasks.get(task.id);
		return found?.inputs === task.inputs ? found : undefined;
	};
	const open = tasks.filter((task) => evidence(task)?.last !== 'verified' && !found.has(task.id));
	const at = open.find((task) => evidence(task) !== undefined) ?? open[0];
	const count = {host, done: tasks.length - open.length, total: tasks.length};
	const reason = state.setAside.get(host);
	if (!at) return {...count, state: 'done'};
	if (reason !== undefined) return {...count, state: 'set-aside', step: at.step, detail: reason};
	const known = evidence(at);
	return {...count, state: stateWord(known, running), step: at.step, ...(known?.reason ? {detail: reasonWords(known.reason)} : {})};
}

function stateWord(evidence: TaskEvidence | undefined, running: boolean): HostStatus['state'] {
	if (!evidence) return 'open';
	if (evidence.last === 'failed') return 'failed';
	// Begun and not ended: at work as long as a run is, else nobody here knows.
	return running && evidence.last !== 'unknown' ? 'running' : 'unknown';
}
