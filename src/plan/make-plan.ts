import {createHash} from 'node:crypto';
import type {Step, StepContext} from '../../steps/step.ts';
import type {Facts} from '../cluster/facts.ts';
import {type Cluster, type Host, leaderOf} from '../cluster/types.ts';
import {canonicalJson, sha256} from './canonical.ts';
import {edgesOf, inOrder, PlanError, taskId} from './graph.ts';
import type {Plan, Task} from './types.ts';

interface PlanInput {
	readonly cluster: Cluster;
	/** By host name. A host without facts gets no tasks and is listed in `Plan.absent`. */
	readonly facts: ReadonlyMap<string, Facts>;
	/** Texts of the manifest files the spec names, by path. */
	readonly files: Readonly<Record<string, string>>;
	readonly steps: readonly Step[];
}

/**
 * Spec + facts + steps → the graph of tasks, steps in an order that can be run
 * from top to bottom. Pure: equal input gives an equal plan with an equal hash.
 * Throws PlanError when the steps contradict each other or the first control
 * plane has no facts.
 */
export function makePlan(input: PlanInput): Plan {
	const {cluster, facts} = input;
	const leader = leaderOf(cluster).name;
	if (!facts.has(leader)) throw new PlanError(`no plan can be made while ${leader}, the first control plane, is not reached`);
	const steps = inOrder(input.steps);
	const placement = new Map(steps.map((step) => [step.id, step.on(cluster).filter((host) => facts.has(host.name))]));
	const tasks = makeTasks(input, steps, placement);
	return {
		cluster,
		hash: planHash(cluster, tasks),
		steps,
		tasks,
		byId: new Map(tasks.map((task) => [task.id, task])),
		absent: cluster.hosts.map((host) => host.name).filter((name) => !facts.has(name)),
	};
}

function makeTasks(input: PlanInput, steps: readonly Step[], placement: ReadonlyMap<string, readonly Host[]>): readonly Task[] {
	const texts = new TextPool();
	const contexts = new Map(input.cluster.hosts.map((host) => [host.name, contextOf(input, host)]));
	return steps.flatMap((step) => {
		const edges = edgesOf(step, steps);
		return (placement.get(step.id) ?? []).map((host) => {
			const scripts = scriptsOf(step, contexts.get(host.name) as StepContext, texts);
			const after = new Set<string>();
			for (const edge of edges)
				for (const other of placement.get(edge.step) ?? [])
					if (edge.everywhere || other.name === host.name) after.add(taskId(edge.step, other.name));
			const id = taskId(step.id, host.name);
			return {id, step, host: host.name, after: [...after], inputs: inputsOf(step, scripts, texts), scripts};
		});
	});
}

function contextOf({cluster, facts, files}: PlanInput, host: Host): StepContext {
	return {cluster, host, files, facts: facts.get(host.name) as Facts};
}

function scriptsOf(step: Step, context: StepContext, texts: TextPool): Task['scripts'] {
	const check = texts.share(step.check(context).text);
	return {
		check,
		apply: texts.share(step.apply(context).text),
		verify: step.verify ? texts.share(step.verify(context).text) : check,
	};
}

/** The same for all hosts that run the same scripts, so it is hashed once for them. */
function inputsOf(step: Step, scripts: Task['scripts'], texts: TextPool): string {
	const parts = [step.id, step.version, texts.hash(scripts.check), texts.hash(scripts.apply), texts.hash(scripts.verify)];
	return `sha256:${texts.hash(canonicalJson(parts))}`;
}

/**
 * Canonical JSON of the cluster, then one line per task. Lines instead of one
 * JSON text, for 500 hosts have 30 000 tasks. Login settings are left out: how
 * a host is reached does not change what is done to it.
 */
function planHash(cluster: Cluster, tasks: readonly Task[]): string {
	const hosts = cluster.hosts.map(({ssh: _, ...host}) => host);
	const hash = createHash('sha256');
	hash.update(`${canonicalJson({format: 2, cluster: {...cluster, hosts}})}\n`);
	for (const {id, inputs, after} of tasks) hash.update(`${id} ${inputs} ${after.join(' ')}\n`);
	return `sha256:${hash.digest('hex')}`;
}

/** Keeps one copy of equal texts (500 hosts mostly run the same scripts) and hashes each once. */
class TextPool {
	readonly #hashes = new Map<string, {readonly text: string; readonly hash: string}>();

	share(text: string): string {
		return this.#entry(text).text;
	}

	hash(text: string): string {
		return this.#entry(text).hash;
	}

	#entry(text: string) {
		let entry = this.#hashes.get(text);
		if (!entry) {
			entry = {text, hash: sha256(text)};
			this.#hashes.set(text, entry);
		}
		return entry;
	}
}
