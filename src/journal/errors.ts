/** The state directory or what lies in it can't be used; nothing was changed. `lines` tell the operator what would be right. */
export class StateError extends Error {
	override readonly name: string = 'StateError';
	readonly code: 'unsafe' | 'corrupt' | 'newer' | 'disk';
	readonly lines: readonly string[];

	constructor(code: StateError['code'], message: string, lines: readonly string[] = [], cause?: unknown) {
		super(message, {cause});
		this.code = code;
		this.lines = lines;
	}
}

/** Another process works on this cluster from this machine. */
export class LockedError extends Error {
	override readonly name = 'LockedError';
	/** Absent when the owner could not write it down (its disk was full). */
	readonly owner: Owner | undefined;

	constructor(dir: string, owner: Owner | undefined) {
		super(
			owner
				? `${owner.who} works on this cluster since ${owner.started} (process ${owner.pid} on ${owner.host}, kubewiz ${owner.kubewiz})`
				: `another process works on this cluster (it holds ${dir}/lock.db)`,
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
