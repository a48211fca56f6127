import * as z from 'zod';
import type {Cluster} from '../cluster/types.ts';
import {canonicalJson, sha256} from './canonical.ts';
import type {Plan, SavedPlan, SavedTask, Task} from './types.ts';

/** The plan as plain data, each script text once. */
export function savePlan(plan: Plan): SavedPlan {
	const scripts: Record<string, string> = {};
	const keys = new Map<string, string>();
	const keep = (text: string) => {
		let key = keys.get(text);
		if (!key) {
			key = sha256(text);
			keys.set(text, key);
			scripts[key] = text;
		}
		return key;
	};
	return {
		format: 1,
		hash: plan.hash,
		cluster: plan.cluster,
		absent: plan.absent,
		tasks: plan.tasks.map((task) => saveTask(task, keep)),
		scripts,
	};
}

function saveTask(task: Task, keep: (text: string) => string): SavedTask {
	const {id, host, after, inputs, step, scripts} = task;
	return {
		id,
		step: step.id,
		version: step.version,
		kind: step.kind,
		host,
		after,
		inputs,
		scripts: {check: keep(scripts.check), apply: keep(scripts.apply), verify: keep(scripts.verify)},
	};
}

/** Text of a saved plan's file; equal plans give equal bytes. */
export function savedPlanText(plan: SavedPlan): string {
	return `${canonicalJson(plan)}\n`;
}

const savedTask = z.object({
	id: z.string(),
	step: z.string(),
	version: z.number(),
	kind: z.enum(['read', 'idempotent', 'once']),
	host: z.string(),
	after: z.array(z.string()),
	inputs: z.string(),
	scripts: z.object({check: z.string(), apply: z.string(), verify: z.string()}),
});

const savedPlan = z.object({
	format: z.literal(1, 'was written by a newer kubewiz: use that one, or make the plan again'),
	hash: z.string().regex(/^sha256:[0-9a-f]{64}$/),
	// Written by kubewiz from a resolved cluster: only its outline is checked again.
	cluster: z.looseObject({name: z.string(), kubernetesVersion: z.string(), hosts: z.array(z.looseObject({name: z.string()}))}),
	absent: z.array(z.string()),
	tasks: z.array(savedTask),
	scripts: z.record(z.string(), z.string()),
});

/** Reads a saved plan's text. Throws Error naming the field when it is not one, or when a script does not fit its checksum. */
export function parseSavedPlan(text: string): SavedPlan {
	const parsed = savedPlan.safeParse(JSON.parse(text));
	if (!parsed.success) throw new Error(`not a saved plan: ${z.prettifyError(parsed.error)}`);
	for (const [key, script] of Object.entries(parsed.data.scripts))
		if (sha256(script) !== key) throw new Error(`the saved plan was changed: script ${key.slice(0, 12)} does not fit its checksum`);
	return {...parsed.data, cluster: parsed.data.cluster as unknown as Cluster};
}
