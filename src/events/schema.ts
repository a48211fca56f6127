import * as z from 'zod';
import type {Said, Told} from '../told.ts';
import type {RunEvent} from './event.ts';
import {schemaVersion} from './version.ts';

const taskState = z.enum([
	'waiting',
	'checking',
	'running',
	'verifying',
	'reconnecting',
	'unknown',
	'done',
	'failed',
	'set-aside',
	'blocked',
]);
const text = z.string();
const texts = z.array(text).readonly();
const count = z.int().nonnegative();
const stamp = {seq: count.describe('position in the stream, from 1'), time: text.describe('ISO 8601, UTC')};
const task = {host: text, step: text};

const failure = z.object({
	...task,
	title: text,
	phase: z.enum(['check', 'apply', 'verify', 'connect', 'resume']),
	command: text,
	exitCode: z.int().optional(),
	lastLines: texts,
	diagnosis: z.object({id: text, evidence: text, cause: text, fix: text, commands: texts}).optional(),
	mend: z
		.object({destroys: z.boolean(), scripts: z.array(z.object({host: text, script: text})).readonly()})
		.optional()
		.describe('scripts that kubewiz can run against it, in order, each on its host'),
	next: texts.describe('commands for the operator, ready to paste'),
});

const report = z.object({
	cluster: text,
	endpoint: text,
	kubernetesVersion: text,
	nodes: z.array(z.object({name: text, roles: text, version: text, address: text, os: text, runtime: text, ready: z.boolean()})).readonly(),
	certificates: z.array(z.object({name: text, expires: text})).readonly(),
	proofs: z.array(z.object({name: text, ok: z.boolean(), detail: text})).readonly(),
	kubeconfig: text.optional(),
	stepTimes: z.array(z.object({step: text, ms: z.number()})).readonly(),
});

const runMode = z.enum(['apply', 'resume', 'preflight', 'plan']);
const runResult = z.enum(['done', 'failed', 'partly-done', 'interrupted', 'detached', 'needs-decision', 'locked']);

const status = z.object({
	cluster: text,
	plan: text.optional(),
	running: z.object({owner: text, since: text.optional()}).optional(),
	lastRun: z
		.object({
			epoch: count,
			mode: runMode,
			owner: text,
			started: text,
			ended: text.optional(),
			result: runResult.optional(),
			exitCode: z.int().optional(),
		})
		.optional(),
	hosts: z
		.array(
			z.object({
				host: text,
				done: count,
				total: count,
				state: z.enum(['done', 'open', 'running', 'failed', 'unknown', 'set-aside']),
				step: text.optional(),
				detail: text.optional(),
			}),
		)
		.readonly(),
	log: text.optional(),
	next: texts,
});

function event<Type extends string, Shape extends z.ZodRawShape>(type: Type, shape: Shape) {
	return z.object({type: z.literal(type), ...stamp, ...shape});
}

export const eventSchema = z.discriminatedUnion('type', [
	event('run.start', {
		mode: runMode,
		cluster: text,
		run: text,
		lineage: text,
		epoch: count,
		plan: text.describe('hash of the plan'),
		simulation: z.boolean().describe('true when the hosts are played by kubewiz itself'),
		hosts: texts,
		steps: z.array(z.object({id: text, title: text, hosts: texts})).readonly(),
	}),
	event('host.state', {
		host: text,
		state: z.enum(['connecting', 'connected', 'reconnecting', 'failed', 'set-aside']),
		detail: text.optional(),
		latencyMs: z.number().optional(),
		givenUpInMs: z.number().optional(),
	}),
	event('task.state', {
		...task,
		state: taskState,
		attempt: count,
		doneBy: z.enum(['already', 'changed', 'adopted', 'journal']).optional(),
		detail: text.optional(),
		ms: z.number().optional(),
		exitCode: z.int().optional(),
	}),
	event('task.output', {...task, phase: z.enum(['check', 'apply', 'verify']), lines: texts}),
	event('task.retry', {...task, attempt: count, of: count.optional(), reason: text, delayMs: z.number()}),
	event('task.failed', {...task, failure}),
	event('warning', {code: text, message: text, host: text.optional()}),
	event('need-input', {code: text, message: text, host: text.optional(), options: texts}),
	event('error', {code: text, message: text, details: texts, host: text.optional(), exitCode: z.int()}),
	event('finding', {
		check: text,
		severity: z.enum(['error', 'warning', 'info']),
		waived: z.boolean(),
		hosts: texts,
		title: text,
		evidence: z.record(text, text),
		why: text,
		remedy: text,
		handledBy: text.optional(),
		fix: z
			.object({
				title: text,
				command: text,
				destroys: z.boolean().describe('it deletes or moves away what the host may still need: preflight --fix runs it only by its name'),
			})
			.optional(),
	}),
	event('plan', {
		plan: text,
		tasks: z
			.array(z.object({...task, standing: z.enum(['done', 'todo', 'partial', 'foreign', 'unknown']), reason: text.optional()}))
			.readonly(),
	}),
	event('status', {status}),
	event('report', {report}),
	event('run.end', {
		result: runResult,
		exitCode: z.int(),
		ms: z.number(),
		counts: z.record(taskState, count),
		roundTrips: z.record(text, count).describe('Requests sent to each host and answered, logins not counted').optional(),
		setAside: texts,
		next: texts,
	}),
]);

const versionSchema = z.object({type: z.literal('version'), schema: text.describe('MAJOR.MINOR of this schema'), kubewiz: text});

/** JSON Schema (draft 2020-12) of one line of a `--json` stream. */
export function eventJsonSchema(): Record<string, unknown> {
	const line = z.discriminatedUnion('type', [versionSchema, ...eventSchema.options]);
	const {$schema, ...schema} = z.toJSONSchema(line, {io: 'input', override: ({jsonSchema}) => delete jsonSchema.readOnly});
	return {
		$schema,
		title: `kubewiz events ${schemaVersion}`,
		description: 'One line of the output of kubewiz --json. Unknown fields, types and enumeration values are to be ignored.',
		...schema,
	};
}

/** Undefined fields count as absent: the stream is JSON. */
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;
type Loose<T> = T extends readonly (infer Item)[]
	? readonly Loose<Item>[]
	: T extends object
		? {readonly [Key in keyof T]: Loose<Exclude<T[Key], undefined>>}
		: T;

/** Texts in the form they are published in. */
type Published<T> = [T] extends [Said]
	? [Told] extends [T]
		? string
		: T
	: T extends readonly (infer Item)[]
		? readonly Published<Item>[]
		: T extends object
			? {readonly [Key in keyof T]: Published<Exclude<T[Key], undefined>>}
			: T;

/** Fails to compile when the schema and the type of the events part ways. */
export const schemaMatchesType: Same<Loose<z.infer<typeof eventSchema>>, Loose<Published<RunEvent>>> = true;
