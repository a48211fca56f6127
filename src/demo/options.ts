import {ToldError, told} from '../told.ts';
import type {Fault} from './faults.ts';
import type {HostFault} from './model/host.ts';

/** What a simulated fleet is to be like. */
export interface DemoOptions {
	/** Number of hosts; by default 4. */
	readonly hosts?: number;
	/** Of these, control planes; by default 1. */
	readonly controlPlanes?: number;
	/** The same seed gives the same fleet, times and texts. */
	readonly seed?: string;
	/** How many times faster than a real installation; `Infinity` waits for nothing. */
	readonly speed?: number;
	/** Round trip of every line, in milliseconds. */
	readonly latencyMs?: number;
	readonly faults?: readonly Fault[];
	/** Hosts that are not as they should be, for preflight to find. */
	readonly hostFaults?: Readonly<Record<string, readonly HostFault[]>>;
	/** Listen on TCP, on loopback addresses of this machine, so that another process can connect; else everything stays in memory. */
	readonly tcp?: boolean;
}

/** Names of the hosts of a fleet: control planes first. */
export function demoHostNames(options: DemoOptions): readonly string[] {
	const {hosts, controlPlanes} = sizeOf(options);
	const digits = String(Math.max(hosts - controlPlanes, controlPlanes)).length;
	return Array.from({length: hosts}, (_, index) => {
		const worker = index >= controlPlanes;
		const number = worker ? index - controlPlanes + 1 : index + 1;
		return `${worker ? 'w' : 'cp'}${String(number).padStart(worker ? digits : 1, '0')}`;
	});
}

/** Checked numbers of a fleet. Throws ToldError when it cannot be made. */
export function sizeOf(options: DemoOptions): {readonly hosts: number; readonly controlPlanes: number} {
	const {hosts = 4, controlPlanes = 1} = options;
	if (!Number.isInteger(hosts) || hosts < 1 || hosts > 5000)
		throw new ToldError(told(`a simulated fleet has 1 to 5000 hosts, not ${hosts}`, `模拟的主机应为 1 到 5000 台，而不是 ${hosts}`));
	if (!Number.isInteger(controlPlanes) || controlPlanes < 1 || controlPlanes > hosts)
		throw new ToldError(
			told(
				`of ${hosts} hosts, 1 to ${hosts} can be control planes, not ${controlPlanes}`,
				`${hosts} 台主机中可有 1 到 ${hosts} 个控制平面，而不是 ${controlPlanes}`,
			),
		);
	return {hosts, controlPlanes};
}
