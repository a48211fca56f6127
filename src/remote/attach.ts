import type {Secret} from '../shell/secret.ts';
import type {LateName} from '../shell/sh.ts';
import {type Said, told} from '../told.ts';
import {AgentRefusal, LinkLost} from './agent-client.ts';
import {pause} from './backoff.ts';
import {type JobState, RemoteError} from './contract.ts';
import {type HostLink, refusal} from './host-link.ts';
import {jobState} from './job-state.ts';
import {readReports} from './late-reports.ts';
import {OutputLines} from './output-lines.ts';
import {ProtocolError} from './protocol.ts';
import type {Redactor} from './redact.ts';

/** One long poll. Short, so that other requests of the session don't wait. */
const waitSeconds = 3;

export interface JobListener {
	readonly onLines: (lines: readonly string[], nextOffset: number) => void;
	readonly onGave?: (name: LateName, value: Secret | string) => void;
	readonly signal?: AbortSignal;
}

export interface JobAttachment {
	readonly state: JobState | {readonly kind: 'unknown'; readonly detail: Said};
	readonly offset: number;
	readonly tail: readonly string[];
}

/**
 * Follows a job until it ends. A broken line is opened again, and the output
 * goes on at the very byte. Ends with `unknown` when the signal is aborted, or
 * when the host refuses us for good.
 */
export async function tailJob(
	link: HostLink,
	redactor: Redactor,
	id: string,
	offset: number,
	listener: JobListener,
): Promise<JobAttachment> {
	const {onLines, onGave = () => {}, signal} = listener;
	const output: OutputLines = new OutputLines(redactor, (lines) => onLines(lines, output.safeOffset), offset);
	const end = (state: JobAttachment['state']): JobAttachment => {
		output.end();
		return {state, offset: output.safeOffset, tail: output.tail};
	};
	for (let failures = 0; !signal?.aborted; ) {
		try {
			const state = await poll(link, redactor, id, output, onGave, signal);
			failures = 0;
			if (state.kind !== 'running') return end(state);
		} catch (error) {
			if (!passes(error)) {
				if (error instanceof RemoteError) return end({kind: 'unknown', detail: error.told});
				throw error;
			}
			failures += 1;
			await pause(failures, signal);
		}
	}
	return end({kind: 'unknown', detail: told('no longer followed; the job goes on by itself', '不再跟踪；作业会自行继续')});
}

async function poll(
	link: HostLink,
	redactor: Redactor,
	id: string,
	output: OutputLines,
	onGave: (name: LateName, value: Secret | string) => void,
	signal?: AbortSignal,
): Promise<JobState> {
	const client = await link.client(signal);
	let state: JobState = {kind: 'running'};
	let gave = false;
	const request = {verb: 'job-attach', job: id, offset: output.offset, waitSeconds: client.waiting > 0 ? 0 : waitSeconds} as const;
	try {
		await client.request(
			request,
			link.epoch,
			(reply) => {
				if (reply.kind === 'data' && reply.offset !== output.offset)
					throw new ProtocolError(`output from byte ${reply.offset} where byte ${output.offset} was due`);
				if (reply.kind === 'data') output.push(reply.bytes);
				else if (reply.kind === 'dropped') output.skip(reply.count);
				else if (reply.kind === 'job') state = jobState(reply.state, reply.code);
				else if (reply.kind === 'gave') {
					gave = true;
					for (const {name, value} of readReports(reply.bytes, redactor)) onGave(name, value);
				}
			},
			signal,
		);
		if (gave && state.kind !== 'running') await client.request({verb: 'job-ack', job: id}, link.epoch);
	} catch (error) {
		if (error instanceof AgentRefusal) throw refusal(link.host, error);
		// The values are here; that the host still keeps them does no harm.
		if (error instanceof LinkLost && gave) return state;
		throw error;
	}
	return state;
}

function passes(error: unknown): boolean {
	if (error instanceof LinkLost) return true;
	return error instanceof RemoteError && ['unreachable', 'timeout', 'dropped-before-login', 'jump-failed', 'no-agent'].includes(error.code);
}
