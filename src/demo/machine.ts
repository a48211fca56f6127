import type {Link} from './link.ts';
import type {HostModel} from './model/host.ts';
import {restart} from './model/host.ts';
import type {Performance} from './performer.ts';

/** A detached job on a simulated host; outlives connections, not the host's boot. */
export interface Job {
	readonly unit: string;
	readonly once: boolean;
	readonly bootId: string;
	output: Buffer;
	state: 'running' | 'exited' | 'interrupted';
	code: number | undefined;
	/** Lines `NAME VALUE` not yet taken over by kubewiz. */
	gave: string;
	performance: Performance | undefined;
	/** Called at news: output or the end. */
	readonly listeners: Set<() => void>;
}

export interface HeldLock {
	readonly cluster: string;
	readonly lineage: string;
	readonly owner: string;
	readonly epoch: number;
	/** Ends the session that holds it. */
	readonly end: () => void;
}

/** A simulated host under power: its model, what runs on it, and the lines into it. */
export class Machine {
	readonly model: HostModel;
	readonly jobs = new Map<string, Job>();
	readonly links = new Set<Link>();
	lock: HeldLock | undefined;
	/** Highest epoch that ever held the lock, by lineage: older controllers are fenced off. */
	readonly epochs = new Map<string, number>();
	#boots = 0;
	#power: NodeJS.Timeout | undefined;

	constructor(model: HostModel) {
		this.model = model;
	}

	/** Cuts every line into the host; jobs go on. */
	dropLinks(): void {
		for (const link of this.links) link.cut();
		this.links.clear();
	}

	/** Power lost: jobs end where they are, nothing answers any more. */
	die(): void {
		this.model.down = true;
		for (const job of this.jobs.values()) interrupt(job);
		this.dropLinks();
	}

	/** Power back: a new boot, with what was written down. */
	powerOn(): void {
		this.#boots += 1;
		restart(this.model, this.#boots);
		this.model.down = false;
	}

	/** Down, and up again after `downMs` of real time. */
	reboot(downMs: number): void {
		this.die();
		this.#power = setTimeout(() => this.powerOn(), downMs);
	}

	/** Ends timers and lines: the simulation is over. */
	close(): void {
		clearTimeout(this.#power);
		for (const job of this.jobs.values()) job.performance?.stop();
		this.dropLinks();
	}
}

function interrupt(job: Job): void {
	if (job.state !== 'running') return;
	job.performance?.stop();
	job.state = 'interrupted';
	for (const listener of job.listeners) listener();
}
