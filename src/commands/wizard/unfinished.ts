import {readdir, rename} from 'node:fs/promises';
import {join} from 'node:path';
import {takeLock} from '../../journal/lock.ts';
import {readRun} from '../../journal/read-run.ts';
import {parseSavedPlan} from '../../plan/saved-plan.ts';
import type {SavedPlan} from '../../plan/types.ts';
import {type Fleet, RemoteError} from '../../remote/contract.ts';
import type {HostAnswer, WizardEngine} from '../../store/engine.ts';
import {joined, type Said, saidBy, ToldError, told} from '../../told.ts';
import type {Reach} from './reach.ts';
import {readUnfinished} from './read-unfinished.ts';

type Unfinished = Pick<WizardEngine, 'unfinishedRuns' | 'askRun' | 'putAway'>;

/** Runs in the state home that were begun and are not done, newest first. `kubewiz` is this version, for the owner of a lock. */
export function unfinished(home: string, reach: Reach, kubewiz: string): Unfinished {
	return {
		async unfinishedRuns() {
			const entries = await readdir(home, {withFileTypes: true}).catch((error: NodeJS.ErrnoException) => {
				if (error.code === 'ENOENT') return [];
				throw error;
			});
			const names = entries.filter((entry) => entry.isDirectory() && !entry.name.includes('.put-away-')).map(({name}) => name);
			const runs = await Promise.all(names.map((name) => readUnfinished(home, name)));
			return runs.filter((run) => run !== undefined).sort((a, b) => b.lastEvent.time - a.lastEvent.time);
		},
		async askRun(run, {onAnswer, signal}) {
			const plan = await planOf(home, run.cluster);
			if (!plan)
				throw new ToldError(
					told('the plan of this run was not kept; resuming judges each task by itself', '这次运行的计划没有保留；恢复时会逐个判断任务'),
				);
			const fleet = await reach.fleet(plan.cluster.hosts);
			await Promise.all(plan.cluster.hosts.map(async ({name}) => onAnswer(await askHost(fleet, name, signal))));
		},
		putAway: (run) => putAway(home, run.cluster, kubewiz),
	};
}

/** Moves a record away, under its lock. Throws LockedError while somebody works on the cluster, ToldError when it is finished by now. */
async function putAway(home: string, cluster: string, kubewiz: string): Promise<string> {
	const record = join(home, cluster);
	const now = new Date();
	// Not by `openJournal`: a damaged record must be got out of the way, too.
	const lock = await takeLock(record, kubewiz, now);
	try {
		if (await isFinished(record))
			throw new ToldError(
				told(
					`${cluster} is finished by now: its record stays, for it is what the next apply goes by`,
					`${cluster} 此时已完成：它的记录保留，供下次 apply 使用`,
				),
			);
		const kept = join(home, `${cluster}.put-away-${now.toISOString().replaceAll(/[:.]/g, '-')}`);
		await rename(record, kept);
		return kept;
	} finally {
		lock.release();
	}
}

/** False for a record that can't be read: of it nothing says that it is finished. */
async function isFinished(record: string): Promise<boolean> {
	const reading = await readRun(record).catch(() => undefined);
	return reading?.state.runs.at(-1)?.ended?.result === 'done';
}

async function askHost(fleet: Fleet, host: string, signal: AbortSignal): Promise<HostAnswer> {
	try {
		const session = await fleet.open(host, {signal});
		const [result] = await session.run([{id: 'kubewiz/ask', check: askScript, timeoutMs: 20_000}], {checkOnly: true, signal});
		return {host, says: inOneLine(result?.tail ?? [])};
	} catch (error) {
		return {host, says: saidBy(error), code: error instanceof RemoteError ? error.code : 'facts'};
	}
}

/** Tells in a few words what runs and what stands on a host; changes nothing. */
const askScript = `
n=0
for job in /var/lib/kubewiz/jobs/*/lock; do
	[ -e "$job" ] || continue
	flock -n "$job" true 2>/dev/null || n=$((n + 1))
done
echo "jobs $n"
if [ -e /etc/kubernetes/kubelet.conf ]; then echo joined; fi
`;

function inOneLine(lines: readonly string[]): Said {
	const jobs = Number(/^jobs (\d+)$/m.exec(lines.join('\n'))?.[1] ?? 0);
	return joined([
		lines.includes('joined') ? told('in the cluster', '已加入集群') : told('not in a cluster yet', '尚未加入集群'),
		...(jobs > 0 ? [told(`${jobs} job${jobs === 1 ? '' : 's'} at work`, `${jobs} 个任务正在执行`)] : []),
	]);
}

async function planOf(home: string, cluster: string): Promise<SavedPlan | undefined> {
	const reading = await readRun(join(home, cluster));
	return reading?.planText === undefined ? undefined : parseSavedPlan(reading.planText);
}
