import {joined, labelled, type Told, ToldError, told, within} from '../told.ts';
import {type HostFault, hostFaults} from './model/host.ts';

/** A disturbance asked for on the command line or by a test: it strikes while a host applies a step. */
export interface Fault {
	readonly kind: 'fail' | 'die' | 'reboot' | 'drop';
	/** A step's id, or one part of it: `join` means `workers/join` and `control-plane/join`. */
	readonly step: string;
	readonly host: string;
	readonly always: boolean;
	/** At which pause of the step it strikes, from 0; by default at the second, when the step has left something behind. */
	readonly beat?: number;
}

/** How to write each kind, for help texts and errors. */
const faultForms = {
	fail: 'STEP:HOST[:always]',
	die: 'HOST@STEP',
	reboot: 'HOST@STEP',
	drop: 'HOST@STEP',
} as const;

/**
 * Reads `join:w3` or `join:w3:always` for `fail`, `w2@join` for the others.
 * Throws ToldError, naming the right form and the hosts, on anything else.
 */
export function parseFault(kind: Fault['kind'], text: string, hosts: readonly string[]): Fault {
	const example = kind === 'fail' ? 'join:w3' : 'w2@join';
	const match = kind === 'fail' ? /^([a-z0-9/-]+):([a-z0-9.-]+)(:always)?$/.exec(text) : /^([a-z0-9.-]+)@([a-z0-9/-]+)$/.exec(text);
	if (!match)
		throw refused(
			`--${kind} ${text}`,
			told(`write it as ${faultForms[kind]}, for example ${example}`, `请写成 ${faultForms[kind]}，例如 ${example}`),
		);
	const [step, host] = kind === 'fail' ? [match[1], match[2]] : [match[2], match[1]];
	if (!hosts.includes(host as string)) throw refused(`--${kind} ${text}`, noHost(host as string, hosts));
	return {kind, step: step as string, host: host as string, always: match[3] !== undefined};
}

/**
 * Reads `swap-on:w2` and the like into faults by host. Throws ToldError,
 * naming the faults or the hosts there are, on anything else.
 */
export function parseHostFaults(texts: readonly string[], hosts: readonly string[]): Readonly<Record<string, readonly HostFault[]>> {
	const byHost: Record<string, HostFault[]> = {};
	for (const text of texts) {
		const [fault = '', host = ''] = text.split(':');
		if (!Object.hasOwn(hostFaults, fault))
			throw refused(
				`--host-fault ${text}`,
				within(joined(Object.keys(hostFaults)), (known) =>
					told(`no fault is called ${fault}; there are ${known.en}`, `没有名为 ${fault} 的故障；可选：${known.zh}`),
				),
			);
		if (!hosts.includes(host)) throw refused(`--host-fault ${text}`, noHost(host, hosts));
		byHost[host] = [...(byHost[host] ?? []), fault as HostFault];
	}
	return byHost;
}

/** The faults still to come, struck off as they happen. */
export class FaultPlan {
	#left: Fault[];

	constructor(faults: readonly Fault[]) {
		this.#left = [...faults];
	}

	/** The fault that strikes now, if any; one that is not `always` strikes once. */
	strike(step: string, host: string): Fault | undefined {
		const fault = this.#left.find((candidate) => candidate.host === host && meansStep(candidate.step, step));
		if (fault && !fault.always) this.#left = this.#left.filter((other) => other !== fault);
		return fault;
	}
}

function meansStep(written: string, step: string): boolean {
	return written === step || step.split('/').includes(written);
}

function refused(flag: string, why: Told): ToldError {
	return new ToldError(labelled(flag, why));
}

function noHost(host: string, hosts: readonly string[]): Told {
	return within(summary(hosts), (known) =>
		told(`no host is called ${host || 'nothing'}; there are ${known.en}`, `没有名为 ${host || '空'} 的主机；现有：${known.zh}`),
	);
}

function summary(hosts: readonly string[]): Told {
	return hosts.length <= 8
		? joined(hosts)
		: within(joined(hosts.slice(0, 3)), (first) => told(`${first.en} … ${hosts.at(-1)}`, `${first.zh} … ${hosts.at(-1)}`));
}
