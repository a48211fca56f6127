import {randomBytes} from 'node:crypto';
import {outward} from '../outward.ts';
import {ToldError, told} from '../told.ts';
import type {BootedAgent} from './boot.ts';
import {type AgentErrorCode, ProtocolError, type Reply, type Request} from './protocol.ts';
import {ReplyReader} from './reply-codec.ts';
import {encodeRequest} from './request-codec.ts';

/** Well below the agent's own patience, see `idleSeconds`. */
const pingEveryMs = 15_000;

/** Beyond the time that the request itself may take, the agent must have answered within this. */
const graceMs = 60_000;

/** The line to the agent is gone; what it was doing is unknown. */
export class LinkLost extends ToldError {
	readonly reason: 'connection-lost' | 'agent-died' | 'protocol';
	constructor(reason: LinkLost['reason'], message: string) {
		super(told(message, inChinese[reason]));
		this.reason = reason;
	}
}

/** What exactly broke is told by ssh2 and the agent in English; it is in the log. */
const inChinese: Readonly<Record<LinkLost['reason'], string>> = {
	'connection-lost': '连接中断',
	'agent-died': '主机上的代理没有应答或已退出',
	protocol: '无法理解主机的应答',
};

/** The agent refused a request, or could not do it. */
export class AgentRefusal extends Error {
	readonly code: AgentErrorCode;
	constructor(code: AgentErrorCode, message: string) {
		super(message);
		this.code = code;
	}
}

interface Pending {
	readonly request: Request;
	readonly epoch: number;
	readonly onReply: (reply: Reply) => void;
	readonly resolve: () => void;
	readonly reject: (error: Error) => void;
	readonly signal: AbortSignal | undefined;
}

type Current = Pending & {readonly id: number; readonly timer: NodeJS.Timeout};

/** Speaks the protocol with one agent over one channel: one request at a time, in order. */
export class AgentClient {
	readonly #host: string;
	readonly #agent: BootedAgent;
	readonly #nonce = randomBytes(16).toString('hex');
	readonly #reader: ReplyReader;
	readonly #ping: NodeJS.Timeout;
	readonly #queue: Pending[] = [];
	#current: Current | undefined;
	#lastId = 0;
	#sentAt = 0;
	#lost: LinkLost | undefined;
	/** Round trip of the last exchange: from request to its first reply. */
	latencyMs = 0;

	constructor(host: string, agent: BootedAgent, onLost: (error: LinkLost) => void) {
		this.#host = host;
		this.#agent = agent;
		this.#reader = new ReplyReader(this.#nonce, (id, reply) => this.#take(id, reply));
		this.#ping = setInterval(() => this.#send({verb: 'ping'}, 0), pingEveryMs);
		this.#ping.unref();
		agent.listen({
			data: (chunk) => this.#read(chunk),
			closed: (code, reason) => this.#lose(new LinkLost(code === null ? 'connection-lost' : 'agent-died', reason)),
		});
		this.#onLost = onLost;
	}

	readonly #onLost: (error: LinkLost) => void;

	get lost(): LinkLost | undefined {
		return this.#lost;
	}

	/** Requests that wait for the one under way. */
	get waiting(): number {
		return this.#queue.length;
	}

	/** First of all. */
	async hello(library: string): Promise<void> {
		await this.request({verb: 'hello', nonce: this.#nonce, library}, 0);
	}

	/**
	 * Sends a request and gives each reply to `onReply`. Resolves at its `end`.
	 * An abort has the agent end what it runs; the replies tell how that went.
	 * Rejects with LinkLost or AgentRefusal.
	 */
	request(request: Request, epoch: number, onReply: (reply: Reply) => void = () => {}, signal?: AbortSignal): Promise<void> {
		return new Promise((resolve, reject) => {
			if (this.#lost) return reject(this.#lost);
			this.#queue.push({request, epoch, onReply, resolve, reject, signal});
			if (this.#current?.request.verb === 'job-attach') this.cancel();
			this.#next();
		});
	}

	/** Ends what the agent is doing now. */
	cancel(): void {
		if (this.#current) this.#send({verb: 'cancel'}, this.#current.epoch);
	}

	/** Hangs up: the agent ends what it runs, and itself. */
	close(): void {
		this.#lose(new LinkLost('connection-lost', 'closed by kubewiz'));
	}

	#next(): void {
		if (this.#current || this.#lost) return;
		const next = this.#queue.shift();
		if (!next) return;
		this.#lastId += 1;
		const patience = durationMs(next.request) + graceMs;
		const timer = setTimeout(() => this.#lose(new LinkLost('agent-died', `no answer within ${Math.round(patience / 1000)} s`)), patience);
		timer.unref();
		this.#current = {...next, id: this.#lastId, timer};
		this.#sentAt = performance.now();
		next.signal?.addEventListener('abort', this.#abort, {once: true});
		this.#send(next.request, next.epoch, this.#lastId);
		if (next.signal?.aborted) this.cancel();
	}

	readonly #abort = (): void => this.cancel();

	#send(request: Request, epoch: number, id = 0): void {
		if (this.#lost) return;
		outward('send', `${this.#host} ${request.verb}`);
		this.#agent.channel.write(encodeRequest({id, epoch, request}));
	}

	#read(chunk: Buffer): void {
		if (this.#lost) return;
		try {
			this.#reader.push(chunk);
		} catch (error) {
			if (!(error instanceof ProtocolError)) throw error;
			this.#lose(new LinkLost('protocol', error.message));
		}
	}

	#take(id: number, reply: Reply): void {
		const current = this.#current;
		if (!current || id !== current.id) throw new ProtocolError(`the host answered request ${id}, which is not under way`);
		if (this.#sentAt > 0) this.latencyMs = performance.now() - this.#sentAt;
		this.#sentAt = 0;
		if (reply.kind !== 'end') {
			current.onReply(reply);
			return;
		}
		clearTimeout(current.timer);
		current.signal?.removeEventListener('abort', this.#abort);
		this.#current = undefined;
		if (reply.ok) current.resolve();
		else current.reject(new AgentRefusal(reply.code, reply.message));
		this.#next();
	}

	#lose(error: LinkLost): void {
		if (this.#lost) return;
		this.#lost = error;
		clearInterval(this.#ping);
		this.#agent.channel.close();
		clearTimeout(this.#current?.timer);
		const pending: Pending[] = [...(this.#current ? [this.#current] : []), ...this.#queue.splice(0)];
		this.#current = undefined;
		for (const one of pending) {
			one.signal?.removeEventListener('abort', this.#abort);
			one.reject(error);
		}
		this.#onLost(error);
	}
}

/** How long the host itself may take over a request. */
function durationMs(request: Request): number {
	if (request.verb === 'run') return request.units.reduce((sum, unit) => sum + 3 * (unit.timeoutSeconds + 10) * 1000, 0);
	if (request.verb === 'job-attach') return request.waitSeconds * 1000;
	return 0;
}
