import {type Said, told, within} from '../told.ts';
import {AgentClient, AgentRefusal, LinkLost} from './agent-client.ts';
import {pause} from './backoff.ts';
import type {BootedAgent} from './boot.ts';
import {type HostLock, type HostState, RemoteError, type RemoteErrorCode} from './contract.ts';

/** How long a host that was connected before is tried again for one request. */
const patienceMs = 120_000;

/** Troubles that pass by themselves. All others are told at once and never tried again. */
const passing: readonly RemoteErrorCode[] = ['unreachable', 'timeout', 'dropped-before-login', 'jump-failed', 'no-agent'];

interface LinkOptions {
	readonly host: string;
	/** Connects, logs in and becomes root. Throws RemoteError. */
	readonly open: (signal: AbortSignal) => Promise<BootedAgent>;
	readonly library: string;
	readonly onState: (state: HostState) => void;
}

/** Keeps one host connected: opens when needed, opens again when the line broke, takes the lock again. */
export class HostLink {
	readonly host: string;
	readonly #options: LinkOptions;
	readonly #closing = new AbortController();
	#client: AgentClient | undefined;
	#opening: Promise<AgentClient> | undefined;
	#lock: HostLock | undefined;
	#lostAt: number | undefined;
	#lostBy: Said = '';

	constructor(options: LinkOptions) {
		this.host = options.host;
		this.#options = options;
	}

	/** Goes into every frame; 0 without a lock. */
	get epoch(): number {
		return this.#lock?.epoch ?? 0;
	}

	get latencyMs(): number {
		return this.#client?.latencyMs ?? 0;
	}

	/** True once it was closed; it does not open again. */
	get closed(): boolean {
		return this.#closing.signal.aborted;
	}

	/** A living agent. Throws RemoteError; an abort leaves the attempt to others who wait for it. */
	async client(signal?: AbortSignal): Promise<AgentClient> {
		if (this.#closing.signal.aborted)
			throw new RemoteError('unreachable', this.host, told(`the session with ${this.host} is closed`, `与 ${this.host} 的会话已关闭`));
		if (this.#client && !this.#client.lost) return this.#client;
		this.#opening ??= this.#open().finally(() => {
			this.#opening = undefined;
		});
		return await untilAborted(this.#opening, this.host, signal);
	}

	/** Takes the host's lock now and after each reconnect. Throws RemoteError `locked` or `fenced`. */
	async lock(lock: HostLock, signal?: AbortSignal): Promise<void> {
		const client = await this.client(signal);
		await this.#take(client, lock);
		this.#lock = lock;
	}

	async close(): Promise<void> {
		this.#closing.abort();
		this.#client?.close();
		this.#client = undefined;
		this.#options.onState({kind: 'idle'});
	}

	async #open(): Promise<AgentClient> {
		const giveUpAt = performance.now() + patienceMs;
		for (let attempt = 1; ; attempt++) {
			this.#tell(attempt);
			try {
				return await this.#openOnce();
			} catch (error) {
				const failure = this.#failure(error);
				const again = this.#lostAt !== undefined && passing.includes(failure.code) && performance.now() < giveUpAt;
				if (!again || this.#closing.signal.aborted) {
					this.#options.onState({kind: 'failed', error: failure});
					throw failure;
				}
				this.#lostBy = failure.told;
				await pause(attempt + 1, this.#closing.signal);
			}
		}
	}

	async #openOnce(): Promise<AgentClient> {
		const agent = await this.#options.open(this.#closing.signal);
		const client: AgentClient = new AgentClient(this.host, agent, (error) => this.#dropped(client, error));
		try {
			await client.hello(this.#options.library);
			if (this.#lock) await this.#take(client, this.#lock);
		} catch (error) {
			client.close();
			throw error;
		}
		this.#client = client;
		this.#lostAt = undefined;
		this.#options.onState({kind: 'connected', latencyMs: client.latencyMs});
		return client;
	}

	async #take(client: AgentClient, lock: HostLock): Promise<void> {
		const {cluster, lineage, epoch} = lock;
		const owner = lock.owner.replaceAll(/[^ -~]/g, '?').slice(0, 200);
		try {
			await client.request({verb: 'lock', cluster, lineage, owner}, epoch);
		} catch (error) {
			throw this.#failure(error);
		}
	}

	#tell(attempt: number): void {
		if (this.#lostAt === undefined) this.#options.onState({kind: 'connecting', attempt});
		else this.#options.onState({kind: 'reconnecting', sinceMs: performance.now() - this.#lostAt, attempt, reason: this.#lostBy});
	}

	#dropped(client: AgentClient, error: LinkLost): void {
		if (this.#client !== client || this.#closing.signal.aborted) return;
		this.#lostAt = performance.now();
		this.#lostBy = error.told;
		this.#options.onState({kind: 'reconnecting', sinceMs: 0, attempt: 0, reason: error.told});
	}

	#failure(error: unknown): RemoteError {
		if (error instanceof RemoteError) return error;
		if (error instanceof AgentRefusal) return refusal(this.host, error);
		if (error instanceof LinkLost)
			return new RemoteError(
				error.reason === 'protocol' ? 'protocol' : 'no-agent',
				this.host,
				within(error.told, (why) => told(`the agent on ${this.host} is gone: ${why.en}`, `${this.host} 上的代理已断开：${why.zh}`)),
			);
		throw error;
	}
}

/** What the agent refused, in the operator's words. */
export function refusal(host: string, error: AgentRefusal): RemoteError {
	switch (error.code) {
		case 'locked':
			return new RemoteError('locked', host, told(`another installation is at work on ${host}`, `${host} 上正在进行另一次安装`), [
				told(`held by: ${error.message || 'unknown'}`, `持有者：${error.message || '未知'}`),
			]);
		case 'fenced':
			return new RemoteError('fenced', host, told(`${host}: ${error.message}`, `${host}：此集群的另一次运行已接管`));
		case 'absent':
		case 'too-big':
			return new RemoteError('file-absent', host, told(`${host}: ${error.message}`, `${host}：文件不存在或过大（${error.message}）`));
		default:
			return new RemoteError('protocol', host, told(`${host}: ${error.message}`, `${host}：代理拒绝了请求（${error.message}）`));
	}
}

async function untilAborted<Value>(work: Promise<Value>, host: string, signal?: AbortSignal): Promise<Value> {
	if (!signal) return await work;
	let stop = (): void => {};
	const aborted = new Promise<never>((_resolve, reject) => {
		stop = () => reject(new RemoteError('timeout', host, told(`cancelled while connecting to ${host}`, `连接 ${host} 时被取消`)));
		if (signal.aborted) stop();
		else signal.addEventListener('abort', stop, {once: true});
	});
	try {
		return await Promise.race([work, aborted]);
	} finally {
		signal.removeEventListener('abort', stop);
	}
}
