import {createHash} from 'node:crypto';
import type {Reply, Request} from '../remote/protocol.ts';
import type {Job, Machine} from './machine.ts';
import {Refusal} from './refusal.ts';
import {type Simulation, startApply} from './script-runner.ts';

/** Most bytes of a job's output in one record. */
const pieceBytes = 64 * 1024;

type Send = (reply: Reply) => void;

/** Starts a job unless it exists, and answers with its true state. */
export function startJob(simulation: Simulation, machine: Machine, request: Request & {verb: 'job-start'}, send: Send): void {
	if (!machine.jobs.has(request.job)) {
		if (createHash('sha256').update(request.script).digest('hex') !== request.sha256)
			throw new Refusal('checksum', `job ${request.job}: the script arrived damaged`);
		begin(simulation, machine, request);
	}
	send(jobReply(machine, request.job));
}

function begin(simulation: Simulation, machine: Machine, request: Request & {verb: 'job-start'}): void {
	const rival = [...machine.jobs.values()].find((job) => job.unit === request.unit && job.state === 'running');
	if (rival) simulation.cluster.counters.violations.push(`${request.unit} was started on ${machine.model.name} while it was running there`);
	const job: Job = {
		unit: request.unit,
		once: request.once,
		bootId: machine.model.bootId,
		output: Buffer.alloc(0),
		state: 'running',
		code: undefined,
		gave: '',
		performance: undefined,
		listeners: new Set(),
	};
	machine.jobs.set(request.job, job);
	const news = () => {
		for (const listener of job.listeners) listener();
	};
	const performance = startApply(simulation, machine, {
		unit: request.unit,
		phase: 'apply',
		scripts: {check: '', apply: request.script, verify: ''},
		values: request.values,
		onLines(lines) {
			job.output = Buffer.concat([job.output, Buffer.from(`${lines.join('\n')}\n`)]);
			news();
		},
		onGave(line) {
			job.gave += `${line}\n`;
		},
	});
	job.performance = performance;
	performance.ended.then((code) => {
		job.state = 'exited';
		job.code = code;
		news();
	});
}

/** State of a job in the protocol's words. */
export function jobReply(machine: Machine, id: string, offset?: number): Reply {
	const job = machine.jobs.get(id);
	if (!job) return {kind: 'job', state: 'none', offset: offset ?? 0};
	const at = offset ?? job.output.length;
	if (job.state === 'exited') return {kind: 'job', state: 'exited', code: job.code ?? 0, offset: at};
	if (job.state === 'interrupted')
		return {kind: 'job', state: job.bootId === machine.model.bootId ? 'interrupted' : 'rebooted', offset: at};
	return {kind: 'job', state: 'running', offset: at};
}

/** Output from a byte on, waiting for news when there is none yet, until `signal` ends the wait. */
export async function attachJob(machine: Machine, request: Request & {verb: 'job-attach'}, send: Send, signal: AbortSignal): Promise<void> {
	const job = machine.jobs.get(request.job);
	if (job && job.state === 'running' && job.output.length <= request.offset) await news(job, request.waitSeconds, signal);
	let offset = request.offset;
	while (job && offset < job.output.length) {
		const bytes = job.output.subarray(offset, offset + pieceBytes);
		send({kind: 'data', offset, bytes});
		offset += bytes.length;
	}
	// As on a real host: values are told once the job is over.
	if (job?.gave && job.state !== 'running') send({kind: 'gave', bytes: Buffer.from(job.gave)});
	send(jobReply(machine, request.job, offset));
}

function news(job: Job, seconds: number, signal: AbortSignal): Promise<void> {
	return new Promise((resolve) => {
		const heard = () => {
			clearTimeout(timer);
			job.listeners.delete(heard);
			signal.removeEventListener('abort', heard);
			resolve();
		};
		const timer = setTimeout(heard, seconds * 1000).unref();
		job.listeners.add(heard);
		signal.addEventListener('abort', heard);
	});
}

/** Ends a job; one that nothing may kill is refused. */
export function cancelJob(machine: Machine, id: string): void {
	const job = machine.jobs.get(id);
	if (!job) throw new Refusal('absent', `no job ${id}`);
	if (job.once) throw new Refusal('refused', `${job.unit} is never killed: its effects could not be told apart`);
	job.performance?.stop();
	job.state = 'exited';
	job.code = 143;
	for (const listener of job.listeners) listener();
}
