import {readdir, rename} from 'node:fs/promises';
import {join} from 'node:path';
import {type RunReading, readRun} from '../../journal/read-run.ts';
import type {TaskEvidence} from '../../journal/types.ts';
import {parseSavedPlan} from '../../plan/saved-plan.ts';
import type {SavedPlan} from '../../plan/types.ts';
import {type Fleet, RemoteError} from '../../remote/contract.ts';
import type {HostAnswer, UnfinishedRun, WizardEngine} from '../../store/engine.ts';
import {inWords, joined, type Said, saidBy, type Told, ToldError, told} from '../../told.ts';
import {stepTitle} from '../step-title.ts';
import type {Reach} from './reach.ts';

type Unfinished = Pick<WizardEngine, 'unfinishedRuns' | 'askRun' | 'putAway'>;

/** Runs in the state home that were begun and are not done, newest first. */
export function unfinished(home: string, reach: Reach): Unfinished {
	return {
		async unfinishedRuns() {
			const names = await readdir(home).catch((error: NodeJS.ErrnoException) => {
				if (error.code === 'ENOENT') return [];
				throw error;
			});
			const runs = await Promise.all(names.filter((name) => !name.includes('.put-away-')).map((name) => readUnfinished(home, name)));
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
		async putAway(run) {
			const kept = join(home, `${run.cluster}.put-away-${new Date().toISOString().replaceAll(/[:.]/g, '-')}`);
			await rename(join(home, run.cluster), kept);
			return kept;
		},
	};
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

async function readUnfinished(home: string, name: string): Promise<UnfinishedRun | undefined> {
	let reading: RunReading | undefined;
	try {
		reading = await readRun(join(home, name));
	} catch {
		// A damaged record is told by `status` and `resume`, with what can be done; here it is just not offered.
		return undefined;
	}
	if (!reading || reading.owner !== undefined || reading.planText === undefined) return undefined;
	const plan = parseSavedPlan(reading.planText);
	const {state} = reading;
	const last = state.runs.at(-1);
	if (!last || last.ended?.result === 'done') return undefined;
	const isDone = (task: SavedPlan['tasks'][number]) => state.tasks.get(task.id)?.last === 'verified';
	const byStep = Map.groupBy(plan.tasks, (task) => task.step);
	const event = [...state.tasks.values()].toSorted((a, b) => a.time.localeCompare(b.time)).at(-1);
	return {
		cluster: name,
		started: Date.parse(last.started),
		lastEvent: {time: Date.parse(event?.time ?? last.started), text: event ? wordsOf(event) : told('begun', '已开始')},
		done: plan.tasks.filter(isDone).length,
		total: plan.tasks.length,
		steps: [...byStep].map(([step, tasks]) => ({title: stepTitle(step), done: tasks.filter(isDone).length, total: tasks.length})),
		hosts: plan.cluster.hosts.map((host) => host.name),
		record: join(home, name),
	};
}

const standings: Readonly<Record<TaskEvidence['last'], Told>> = {
	intent: told('begun', '已开始'),
	started: told('at work as a job of the host', '作为主机上的任务执行中'),
	applied: told('carried out, not verified', '已执行，未验证'),
	verified: told('done', '完成'),
	failed: told('failed', '失败'),
	unknown: told('line lost', '连接中断'),
};

function wordsOf({step, host, last, reason}: TaskEvidence): Told {
	const title = stepTitle(step);
	const standing = standings[last];
	const why = reason === undefined ? '' : reason;
	const of = (language: 'en' | 'zh', colon: string) => {
		const said = inWords(why, language);
		return `${host}${colon}${inWords(title, language)}${colon}${standing[language]}${said === '' ? '' : `${colon}${said}`}`;
	};
	return told(of('en', ': '), of('zh', '：'));
}
