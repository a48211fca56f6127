import {setImmediate as tick} from 'node:timers/promises';
import {outward} from '../../src/outward.ts';
import {type Fleet, type HostLock, type HostState, RemoteError, type Session} from '../../src/remote/contract.ts';
import {ModelHost} from './model-host.ts';
import {type Break, type Call, ModelSession} from './model-session.ts';

/** A model of hosts in memory, behind the contract of remote/: no SSH, no shell. It breaks on request. */
export class ModelFleet implements Fleet {
	readonly hosts: ReadonlyMap<string, ModelHost>;
	/** Asked before every call. */
	breaks: (host: ModelHost, call: Call) => Break | RemoteError = () => undefined;
	readonly #listeners = new Set<(host: string, state: HostState) => void>();

	constructor(names: readonly string[]) {
		this.hosts = new Map(names.map((name) => [name, new ModelHost(name)]));
	}

	host(name: string): ModelHost {
		return this.hosts.get(name) as ModelHost;
	}

	state(host: string, state: HostState): void {
		for (const listener of this.#listeners) listener(host, state);
	}

	async open(name: string, {lock}: {readonly lock?: HostLock} = {}): Promise<Session> {
		await tick();
		const host = this.host(name);
		outward('send', name);
		const fault = this.breaks(host, 'open');
		if (fault instanceof RemoteError) throw fault;
		if (fault || host.dead) throw new RemoteError('unreachable', name, `${name} does not answer`);
		if (lock) {
			if (host.lock && host.lock.lineage !== lock.lineage) throw new RemoteError('locked', name, `held by ${host.lock.owner}`);
			if (lock.epoch < host.epoch) throw new RemoteError('fenced', name, `epoch ${lock.epoch} is below ${host.epoch}`);
			host.lock = lock;
			host.epoch = lock.epoch;
		}
		return new ModelSession(host, lock?.epoch, (call) => this.breaks(host, call));
	}

	onState(listener: (host: string, state: HostState) => void): () => void {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	}

	async unknownHostKeys() {
		return [];
	}

	async acceptHostKeys(): Promise<void> {}

	async shell(): Promise<never> {
		throw new Error('nobody opens a shell on a modelled host');
	}

	async close(): Promise<void> {}
}
