import {createHash} from 'node:crypto';
import {eachWay, type Said, told, within} from '../told.ts';
import {AgentRefusal, LinkLost} from './agent-client.ts';
import {type JobAttachment, type JobListener, tailJob} from './attach.ts';
import {type JobState, type Outcome, RemoteError, type RunOptions, type Session, type Unit, type UnitResult} from './contract.ts';
import {type HostLink, refusal} from './host-link.ts';
import {jobState} from './job-state.ts';
import {maxUpload, type Reply, type Request} from './protocol.ts';
import type {Redactor} from './redact.ts';
import {RunCollector} from './run-collector.ts';
import {shellValues, timeoutSeconds, unitFrame} from './unit-frames.ts';

type Unknown = {readonly kind: 'unknown'; readonly detail: Said};

/** A host, as the runner sees it. Methods throw RemoteError when the host can't be reached or refuses; a line that breaks is an outcome. */
export class HostSession implements Session {
	readonly host: string;
	readonly #link: HostLink;
	readonly #redactor: Redactor;
	/** Ends the wait for a line that is being opened again. */
	readonly #patience: AbortSignal | undefined;

	constructor(link: HostLink, redactor: Redactor, patience?: AbortSignal) {
		this.host = link.host;
		this.#patience = patience;
		this.#link = link;
		this.#redactor = redactor;
	}

	get latencyMs(): number {
		return this.#link.latencyMs;
	}

	async run(units: readonly Unit[], options: RunOptions = {}): Promise<readonly UnitResult[]> {
		const {checkOnly = false, onEvent = () => {}, signal} = options;
		const collector = new RunCollector(units, checkOnly, this.#redactor, onEvent);
		const request: Request = {verb: 'run', checkOnly, units: units.map(unitFrame)};
		const lost = await this.#ask(request, (reply) => collector.take(reply), signal);
		return collector.finish(lost && {kind: 'unknown', reason: lost.reason, detail: this.#clean(lost.told)});
	}

	async startJob(id: string, unit: Unit): Promise<JobState | Unknown> {
		if (!unit.apply) throw new TypeError(`${unit.id}: a job runs apply, and there is none`);
		return await this.#job({
			verb: 'job-start',
			job: id,
			timeoutSeconds: timeoutSeconds(unit),
			once: unit.once ?? false,
			values: shellValues(unit),
			sha256: createHash('sha256').update(unit.apply).digest('hex'),
			script: unit.apply,
			unit: unit.id,
		});
	}

	async jobState(id: string): Promise<JobState | Unknown> {
		return await this.#job({verb: 'job-state', job: id});
	}

	async attachJob(id: string, offset: number, listener: JobListener): Promise<JobAttachment> {
		return await tailJob(this.#link, this.#redactor, id, offset, listener);
	}

	async cancelJob(id: string): Promise<void> {
		const lost = await this.#ask({verb: 'job-cancel', job: id});
		if (lost)
			throw new RemoteError(
				'no-agent',
				this.host,
				within(this.#clean(lost.told), (why) =>
					told(`it is not known whether job ${id} was ended: ${why.en}`, `不知道作业 ${id} 是否已结束：${why.zh}`),
				),
			);
	}

	async upload(content: Uint8Array, path: string, mode: number): Promise<Outcome> {
		checkPath(path);
		const sha256 = createHash('sha256').update(content).digest('hex');
		let offset = 0;
		do {
			const data = content.subarray(offset, offset + maxUpload);
			const lost = await this.#ask({verb: 'upload', path, mode, size: content.length, sha256, offset, data});
			if (lost) return {kind: 'unknown', reason: lost.reason, detail: this.#clean(lost.told)};
			offset += data.length;
		} while (offset < content.length);
		return {kind: 'exit', code: 0};
	}

	async download(path: string, limit: number): Promise<Uint8Array> {
		checkPath(path);
		const pieces: Uint8Array[] = [];
		let size = 0;
		const lost = await this.#ask({verb: 'download', path, limit}, (reply) => {
			if (reply.kind !== 'data' || size > limit) return;
			size += reply.bytes.length;
			pieces.push(reply.bytes);
		});
		if (lost)
			throw new RemoteError(
				'no-agent',
				this.host,
				within(this.#clean(lost.told), (why) =>
					told(`the line broke while ${path} was fetched: ${why.en}`, `获取 ${path} 时连接中断：${why.zh}`),
				),
			);
		if (size > limit)
			throw new RemoteError(
				'protocol',
				this.host,
				told(`${this.host} sent more than ${limit} bytes of ${path}`, `${this.host} 发来的 ${path} 超过 ${limit} 字节`),
			);
		return Buffer.concat(pieces);
	}

	async close(): Promise<void> {
		await this.#link.close();
	}

	async #job(request: Request): Promise<JobState | Unknown> {
		let state: JobState = {kind: 'none'};
		try {
			const lost = await this.#ask(request, (reply) => {
				if (reply.kind === 'job') state = jobState(reply.state, reply.code);
			});
			return lost ? {kind: 'unknown', detail: this.#clean(lost.told)} : state;
		} catch (error) {
			// The host could not do it: whether anything began must be asked for.
			if (error instanceof RemoteError && error.code === 'protocol') return {kind: 'unknown', detail: error.told};
			throw error;
		}
	}

	/** Sends one request. Gives the break of the line, if that came before the end; throws RemoteError for a refusal. */
	async #ask(request: Request, onReply: (reply: Reply) => void = () => {}, signal?: AbortSignal): Promise<LinkLost | undefined> {
		const signals = [signal, this.#patience].filter((one) => one !== undefined);
		const client = await this.#link.client(signals.length === 0 ? undefined : AbortSignal.any(signals));
		try {
			await client.request(request, this.#link.epoch, onReply, signal);
			return undefined;
		} catch (error) {
			if (error instanceof LinkLost) return error;
			if (error instanceof AgentRefusal) throw refusal(this.host, new AgentRefusal(error.code, this.#redactor.redact(error.message)));
			throw error;
		}
	}

	#clean(said: Said): Said {
		return eachWay(said, (text) => this.#redactor.redact(text));
	}
}

function checkPath(path: string): void {
	// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
	if (!/^\/[^\x00-\x1f\x7f]+$/.test(path) || path.endsWith('/'))
		throw new TypeError(`not an absolute path of a file: ${JSON.stringify(path)}`);
}
