import {createHash} from 'node:crypto';
import {maxRecord, type Reply, type Request, type RequestFrame} from '../remote/protocol.ts';
import {encodeReply} from '../remote/reply-codec.ts';
import {attachJob, cancelJob, jobReply, startJob} from './agent-jobs.ts';
import {runUnits} from './agent-units.ts';
import type {HeldLock, Machine} from './machine.ts';
import {Refusal} from './refusal.ts';
import type {Simulation} from './script-runner.ts';

/** Where an agent's replies go. */
type SendReply = (reply: Reply) => void;

/**
 * The root agent as a simulated host plays it: one for each connection. Takes
 * request frames, writes reply bytes.
 */
export class SimulatedAgent {
	readonly #simulation: Simulation;
	readonly #machine: Machine;
	readonly #write: (bytes: Buffer) => void;
	readonly #end: () => void;
	#nonce = '';
	#queue: Promise<void> = Promise.resolve();
	#lock: HeldLock | undefined;
	/** Ends what is under way. */
	#cancel: (() => void) | undefined;
	readonly #uploads = new Map<string, Buffer[]>();

	constructor(simulation: Simulation, machine: Machine, io: {readonly write: (bytes: Buffer) => void; readonly end: () => void}) {
		this.#simulation = simulation;
		this.#machine = machine;
		this.#write = io.write;
		this.#end = io.end;
	}

	/** Carries out a request after those before it; only `cancel` is heard at once. */
	take(frame: RequestFrame): void {
		const {request, id} = frame;
		if (request.verb === 'ping') return;
		if (request.verb === 'cancel') {
			this.#cancel?.();
			return;
		}
		const send: SendReply = (reply) => this.#write(encodeReply({nonce: this.#nonce, id, reply}));
		if (request.verb === 'hello') this.#nonce = request.nonce;
		this.#queue = this.#queue
			.then(() => this.#carryOut(frame, send))
			.then(
				() => send({kind: 'end', ok: true}),
				(error: unknown) => {
					if (!(error instanceof Refusal)) throw error;
					send({kind: 'end', ok: false, code: error.code, message: error.message});
				},
			);
	}

	/** The connection is gone: the lock falls, what ran in the foreground stops, jobs go on. */
	close(): void {
		this.#cancel?.();
		if (this.#machine.lock === this.#lock) this.#machine.lock = undefined;
	}

	async #carryOut({request, epoch}: RequestFrame, send: SendReply): Promise<void> {
		const floor = this.#lock?.epoch ?? 0;
		if (epoch < floor && request.verb !== 'lock')
			throw new Refusal('fenced', `another run of this cluster has taken over: its epoch is ${floor}, this one's ${epoch}`);
		switch (request.verb) {
			case 'lock':
				return this.#takeLock(request, epoch);
			case 'run': {
				const run = runUnits(this.#simulation, this.#machine, request, send);
				return this.#cancellable(run.ended, () => run.cancel());
			}
			case 'job-start':
				return startJob(this.#simulation, this.#machine, request, send);
			case 'job-state':
				return send(jobReply(this.#machine, request.job));
			case 'job-attach': {
				const wait = new AbortController();
				return this.#cancellable(attachJob(this.#machine, request, send, wait.signal), () => wait.abort());
			}
			case 'job-cancel':
				return cancelJob(this.#machine, request.job);
			case 'job-ack': {
				const job = this.#machine.jobs.get(request.job);
				if (job) job.gave = '';
				return;
			}
			case 'upload':
				return this.#upload(request);
			case 'download':
				return this.#download(request, send);
		}
	}

	async #cancellable(work: Promise<void>, cancel: () => void): Promise<void> {
		this.#cancel = cancel;
		await work;
		this.#cancel = undefined;
	}

	#takeLock(request: Request & {verb: 'lock'}, epoch: number): void {
		const {lock: held, epochs} = this.#machine;
		if (held && held.lineage !== request.lineage) throw new Refusal('locked', held.owner);
		const highest = epochs.get(request.lineage) ?? 0;
		if (epoch < highest)
			throw new Refusal('fenced', `another run of this cluster has taken over: its epoch is ${highest}, this one's ${epoch}`);
		if (held && held !== this.#lock) held.end();
		epochs.set(request.lineage, epoch);
		this.#lock = {cluster: request.cluster, lineage: request.lineage, owner: request.owner, epoch, end: this.#end};
		this.#machine.lock = this.#lock;
	}

	#upload({path, mode, size, sha256, offset, data}: Request & {verb: 'upload'}): void {
		const pieces = offset === 0 ? [] : (this.#uploads.get(path) ?? []);
		pieces.push(Buffer.from(data));
		this.#uploads.set(path, pieces);
		if (offset + data.length < size) return;
		this.#uploads.delete(path);
		const content = Buffer.concat(pieces);
		if (createHash('sha256').update(content).digest('hex') !== sha256)
			throw new Refusal('checksum', `${path}: the content arrived damaged`);
		this.#machine.model.files.set(path, {content, mode});
	}

	#download({path, limit}: Request & {verb: 'download'}, send: SendReply): void {
		const file = this.#machine.model.files.get(path);
		if (!file) throw new Refusal('absent', path);
		if (file.content.length > limit) throw new Refusal('too-big', `${path} has ${file.content.length} bytes`);
		for (let offset = 0; offset < file.content.length; offset += maxRecord)
			send({kind: 'data', offset, bytes: file.content.subarray(offset, offset + maxRecord)});
	}
}
