import {mkdir, readFile, writeFile} from 'node:fs/promises';
import {dirname, resolve} from 'node:path';
import {stepLibrary} from '../../../steps/lib.ts';
import {reasonWords} from '../../../steps/reasons.ts';
import {writtenFiles} from '../../../steps/step.ts';
import {loadSpec} from '../../cluster/load.ts';
import type {ClusterDocument} from '../../cluster/schema/cluster.ts';
import type {Cluster} from '../../cluster/types.ts';
import {specToYaml} from '../../cluster/write.ts';
import {exportPlan} from '../../plan/export-plan.ts';
import type {Plan} from '../../plan/types.ts';
import {askStandings} from '../../runner/standings.ts';
import type {PlanView, WizardEngine} from '../../store/engine.ts';
import {ToldError, told} from '../../told.ts';
import type {LoadedCluster} from '../load-cluster.ts';
import {readManifests} from '../manifests.ts';
import type {Place} from '../place.ts';
import type {Session} from '../session.ts';
import {stateOf} from '../state.ts';
import {demandLeader, planOf} from '../survey.ts';
import {resolveAnswers} from './answers.ts';
import type {judging} from './judging.ts';
import type {Reach} from './reach.ts';
import {asFile} from './record.ts';

interface Tools {
	readonly session: Session;
	readonly place: Place;
	readonly reach: Reach;
	readonly judge: ReturnType<typeof judging>;
}

interface Planned {
	readonly loaded: LoadedCluster;
	readonly plan: Plan;
}

type Planning = Pick<WizardEngine, 'resolve' | 'plan' | 'specText' | 'saveSpec' | 'exportShell'> & {
	/** What was planned last, its cluster as `apply` would have read it from a file. */
	readonly planned: Planned | undefined;
};

/** Spec and plan: the wizard's answers are a cluster.yaml, read the way `apply` reads one. */
export function planning({session, place, reach, judge}: Tools): Planning {
	let planned: Planned | undefined;
	const {cwd, home} = session.environment;
	/** No shell has read what was typed into a field. */
	const placeOf = (path: string) => resolve(cwd, path.replace(/^~(?=\/|$)/, home));
	return {
		get planned() {
			return planned;
		},
		resolve: resolveAnswers,
		specText: specToYaml,
		async plan(cluster, signal): Promise<PlanView> {
			const loaded = asFile(session, cluster);
			const facts = judge.last?.facts ?? (await preflightFacts(judge, cluster, signal));
			demandLeader(cluster, facts);
			const fleet = await reach.fleet(cluster.hosts);
			const files = await readManifests(session, loaded, fleet, place, stateOf(session, cluster.name));
			const plan = planOf(loaded, facts, files);
			const standings = await askStandings({plan, fleet, signal});
			planned = {loaded, plan};
			const hosts = new Map(plan.cluster.hosts.map((host) => [host.name, host]));
			const placed = new Set(plan.tasks.map((task) => task.step));
			return {
				hash: plan.hash,
				steps: plan.steps.filter((step) => placed.has(step)).map(({id, title, why}) => ({id, title, why})),
				tasks: plan.tasks.map((task) => {
					const standing = standings.get(task.id);
					return {
						step: task.step.id,
						host: task.host,
						standing: task.step.gives.length > 0 ? 'on-demand' : (standing?.kind ?? 'unknown'),
						check: task.scripts.check,
						script: task.scripts.apply,
						verify: task.scripts.verify,
						...(standing && 'reason' in standing && {reason: reasonWords(standing.reason)}),
					};
				}),
				files: plan.tasks.flatMap(({id, step, host: name, scripts}) => {
					const host = hosts.get(name);
					const seen = facts.get(name);
					if (!host || !seen || standings.get(id)?.kind === 'done') return [];
					const paths = writtenFiles(step, {cluster: plan.cluster, host, facts: seen, files}, scripts.apply);
					return paths.map((path) => ({host: name, path, step: step.id}));
				}),
			};
		},
		async saveSpec(document: ClusterDocument, path: string, force: boolean) {
			const target = placeOf(path);
			const before = await readFile(target, 'utf8').catch((error: NodeJS.ErrnoException) => {
				if (error.code === 'ENOENT') return undefined;
				throw error;
			});
			if (before !== undefined && !force && !isOf(before, document.metadata.name))
				throw new ToldError(
					told(
						`${target} is there already and is not of this cluster; put ! in front of the path to replace it`,
						`${target} 已存在且不属于此集群；要替换它，请在路径前加 !`,
					),
				);
			await write(target, specToYaml(document));
			return target;
		},
		async exportShell(to: string) {
			if (!planned) throw new ToldError(told('there is no plan yet', '还没有计划'));
			const target = placeOf(to);
			await exportPlan(planned.plan, target, stepLibrary);
			return target;
		},
	};
}

async function preflightFacts(judge: Tools['judge'], cluster: Cluster, signal: AbortSignal) {
	await judge.preflight(cluster, {signal});
	return judge.last?.facts ?? new Map();
}

function isOf(text: string, name: string): boolean {
	const loaded = loadSpec(text, 'file');
	return 'cluster' in loaded && loaded.cluster.name === name;
}

async function write(path: string, text: string): Promise<void> {
	await mkdir(dirname(path), {recursive: true, mode: 0o700});
	await writeFile(path, text, {mode: 0o600});
}
