import {readdir, rename} from 'node:fs/promises';
import {join} from 'node:path';
import {type RunReading, readRun} from '../../journal/read-run.ts';
import {parseSavedPlan} from '../../plan/saved-plan.ts';
import type {SavedPlan} from '../../plan/types.ts';
import type {UnfinishedRun, WizardEngine} from '../../store/engine.ts';
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
		async askRun(run, signal) {
			const plan = await planOf(home, run.cluster);
			if (!plan) throw new Error('the plan of this run was not kept; resuming judges each task by itself');
			const fleet = await reach.fleet(plan.cluster.hosts);
			return Promise.all(
				plan.cluster.hosts.map(async ({name: host}) => {
					try {
						const session = await fleet.open(host, {signal});
						const [result] = await session.run([{id: 'kubewiz/ask', check: askScript, timeoutMs: 20_000}], {checkOnly: true, signal});
						return {host, says: result?.tail.join(', ') || 'nothing'};
					} catch (error) {
						return {host, says: error instanceof Error ? error.message : String(error)};
					}
				}),
			);
		},
		async putAway(run) {
			const kept = join(home, `${run.cluster}.put-away-${new Date().toISOString().replaceAll(/[:.]/g, '-')}`);
			await rename(join(home, run.cluster), kept);
			return kept;
		},
	};
}

/** A few words on what runs and what stands on a host; changes nothing. */
const askScript = `
n=0
for job in /var/lib/kubewiz/jobs/*/lock; do
	[ -e "$job" ] || continue
	flock -n "$job" true 2>/dev/null || n=$((n + 1))
done
[ "$n" = 0 ] || echo "$n job(s) running"
if [ -e /etc/kubernetes/kubelet.conf ]; then echo 'joined a cluster'; else echo 'not in a cluster yet'; fi
`;

async function planOf(home: string, cluster: string): Promise<SavedPlan | undefined> {
	const reading = await readRun(join(home, cluster));
	return reading?.planText === undefined ? undefined : parseSavedPlan(reading.planText);
}

async function readUnfinished(home: string, name: string): Promise<UnfinishedRun | undefined> {
	let reading: RunReading | undefined;
	try {
		reading = await readRun(join(home, name));
	} catch {
		// A damaged record is told by \`status\` and \`resume\`, with what can be done; here it is just not offered.
		return undefined;
	}
	if (!reading || reading.owner !== undefined || reading.planText === undefined) return undefined;
	const plan = parseSavedPlan(reading.planText);
	const {state} = reading;
	const open = plan.tasks.filter((task) => state.tasks.get(task.id)?.last !== 'verified');
	const last = state.runs.at(-1);
	if (!last || last.ended?.result === 'done') return undefined;
	const events = [...state.tasks.values()].sort((a, b) => a.time.localeCompare(b.time));
	const event = events.at(-1);
	return {
		cluster: name,
		started: Date.parse(last.started),
		lastEvent: {time: Date.parse(event?.time ?? last.started), text: event ? `${event.step} on ${event.host}: ${event.last}` : 'begun'},
		done: plan.tasks.length - open.length,
		total: plan.tasks.length,
		remaining: [...new Set(open.map((task) => task.step))].map(stepTitle),
		hosts: plan.cluster.hosts.map((host) => host.name),
	};
}
