import stringWidth from 'string-width';
import {endpointName} from '../../src/cluster/defaults.ts';
import type {HostSpec} from '../../src/cluster/schema/host.ts';
import {type Draft, nameOf} from '../../src/store/draft.ts';
import type {Words} from '../text/words.ts';

interface Hosts {
	readonly planes: readonly string[];
	readonly workers: readonly string[];
	readonly endpoint: string;
}

/** Names of the hosts by role, as the answers stand. */
export function byRole(hosts: readonly HostSpec[], endpoint: string): Hosts {
	const planes = hosts.filter((host) => host.roles?.includes('control-plane'));
	return {planes: planes.map(nameOf), workers: hosts.filter((host) => !planes.includes(host)).map(nameOf), endpoint};
}

/** What stands for the way to the API in a drawing: one control plane gets a name of kubewiz's own, several have the operator's load balancer in front. */
export function endpointOf({name, spec}: Pick<Draft, 'name' | 'spec'>, planes: number, words: Words['topology']): string {
	const given = spec.controlPlaneEndpoint;
	if (planes > 1) return words.balancer(given ?? words.endpointMissing);
	return given ?? `${endpointName(name)}:6443`;
}

/**
 * The topology drawn with the real names, in lines of at most `width` cells:
 * clients, the endpoint, control planes with their etcd, workers.
 */
export function drawing({planes, workers, endpoint}: Hosts, width: number, ascii: boolean): readonly string[] {
	const [down, side] = ascii ? ['|', '-'] : ['│', '─'];
	const boxes = planes.map((plane) => `[ ${plane}: API + etcd ]`);
	return [
		`kubectl, kubelets ${side}${side}> ${endpoint}`,
		...(planes.length > 0 ? [`  ${down}`] : []),
		...packed(boxes, width - 2).map((line) => `  ${line}`),
		...(workers.length > 0 ? [`  ${down}`] : []),
		...packed(shortened(workers), width - 2).map((line) => `  ${line}`),
	];
}

/** The same in two lines, for a screen that has no room for more. */
export function shortDrawing({planes, workers, endpoint}: Hosts, width: number, ascii: boolean): readonly string[] {
	const arrow = ascii ? '-->' : '──>';
	return [
		...packed([`${endpoint} ${arrow}`, ...planes.map((plane) => `[ ${plane} ]`)], width).slice(0, 1),
		...packed(shortened(workers), width - 2)
			.slice(0, 1)
			.map((line) => `  ${line}`),
	];
}

function shortened(names: readonly string[]): readonly string[] {
	const most = 12;
	return names.length <= most
		? names.map((name) => `( ${name} )`)
		: [...names.slice(0, most - 1).map((name) => `( ${name} )`), `( + ${names.length - most + 1} )`];
}

function packed(words: readonly string[], width: number): readonly string[] {
	const lines: string[] = [];
	for (const word of words) {
		const last = lines.at(-1);
		if (last !== undefined && stringWidth(last) + stringWidth(word) + 1 <= width) lines[lines.length - 1] = `${last} ${word}`;
		else lines.push(word);
	}
	return lines;
}

/** How many control planes may fail while the API still answers: etcd needs more than half of its members. */
export function survives(controlPlanes: number): number {
	return Math.max(0, Math.ceil(controlPlanes / 2) - 1);
}
