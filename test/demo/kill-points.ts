import {onOutward} from '../../src/outward.ts';
import {runControl} from '../../src/runner/control.ts';
import {type Operator, operator} from './install.ts';

/** The process ends here. */
class Stop extends Error {}

export interface KillPoint {
	/** False when the run came to its end before the call with this number. */
	readonly stopped: boolean;
	/** How the resume ended, and what the hosts counted over both runs. */
	readonly result: string;
	readonly inits: Readonly<Record<string, number>>;
	readonly joins: Readonly<Record<string, number>>;
	readonly violations: readonly string[];
}

/**
 * Installs a cluster on simulated hosts over SSH, with kubewiz's real steps,
 * and kills kubewiz just before its outward call number `at` (a frame sent, a
 * write, an fsync, a rename); then resumes.
 */
export async function killAt(at: number): Promise<KillPoint> {
	const one = await operator({hosts: 3, controlPlanes: 1, speed: 1000});
	try {
		const stopped = await runUntil(one, at);
		const {summary} = stopped ? await one.resume() : await one.apply();
		const {inits, joins, violations} = one.home.fleet.counters;
		return {stopped, result: summary.result, inits: Object.fromEntries(inits), joins: Object.fromEntries(joins), violations};
	} finally {
		await one.close();
	}
}

async function runUntil(one: Operator, at: number): Promise<boolean> {
	const control = runControl();
	const {promise: killed, resolve: tell} = Promise.withResolvers<void>();
	const kill = (): void => {
		one.dead = true;
		// Its sockets go with it.
		for (const machine of one.home.fleet.machines.values()) machine.dropLinks();
		tell();
	};
	let calls = 0;
	const off = onOutward((kind) => {
		calls += 1;
		if (calls === at) kill();
		// What is sent from now on goes into a line that is cut; what is written has to be kept from the disk.
		if (one.dead && (calls === at || kind !== 'send')) throw new Stop(`stopped at call ${at}`);
	});
	const ended = one.apply({control}).then(
		() => undefined,
		() => undefined,
	);
	await Promise.race([killed, ended]);
	// What is left of it in this process has to end before the next one starts.
	if (one.dead) {
		control.detach();
		await ended;
	}
	off();
	const stopped = one.dead;
	one.dead = false;
	return stopped;
}
