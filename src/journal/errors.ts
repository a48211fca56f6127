import {type Said, ToldError, told} from '../told.ts';

/** The state directory or what lies in it can't be used; nothing was changed. `lines` tell the operator what would be right. */
export class StateError extends ToldError {
	override readonly name: string = 'StateError';
	readonly code: 'unsafe' | 'corrupt' | 'newer' | 'disk';
	readonly lines: readonly Said[];

	constructor(code: StateError['code'], message: Said, lines: readonly Said[] = [], cause?: unknown) {
		super(message, {cause});
		this.code = code;
		this.lines = lines;
	}
}

/** Another process works on this cluster from this machine. */
export class LockedError extends ToldError {
	override readonly name = 'LockedError';
	/** Absent when the owner could not write it down (its disk was full). */
	readonly owner: Owner | undefined;

	constructor(dir: string, owner: Owner | undefined) {
		super(
			owner
				? told(
						`${owner.who} works on this cluster since ${owner.started} (process ${owner.pid} on ${owner.host}, kubewiz ${owner.kubewiz})`,
						`${owner.who} 自 ${owner.started} 起正在操作此集群（${owner.host} 上的进程 ${owner.pid}，kubewiz ${owner.kubewiz}）`,
					)
				: told(`another process works on this cluster (it holds ${dir}/lock.db)`, `另一个进程正在操作此集群（它持有 ${dir}/lock.db）`),
		);
		this.owner = owner;
	}
}

/** Who holds the lock, as written in `owner.json` for the message only; the lock itself is the kernel's. */
export interface Owner {
	readonly who: string;
	readonly host: string;
	readonly pid: number;
	/** ISO 8601, UTC. */
	readonly started: string;
	readonly kubewiz: string;
}
