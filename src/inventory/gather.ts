import type {HostSpec} from '../cluster/schema/host.ts';
import type {Said} from '../told.ts';
import {texts} from './texts.ts';
import type {LineProblem, ReadHosts} from './types.ts';

/** Gathers hosts in the order of the text, each once, with the problems by line. */
export class Gathering {
	readonly #hosts = new Map<string, HostSpec>();
	readonly #problems: LineProblem[] = [];

	/** Takes a host. Told `once`, a host that is there already is no news (known_hosts has a line per key type). */
	add(host: HostSpec, line: number, repeats: 'say' | 'once' = 'say'): void {
		const key = `${host.address.toLowerCase()} ${host.ssh?.port ?? 22} ${host.ssh?.jump ?? ''}`;
		if (!this.#hosts.has(key)) this.#hosts.set(key, host);
		else if (repeats === 'say') this.problem(line, host.name ?? host.address, texts.twice(host.name ?? host.address));
	}

	problem(line: number, text: string, message: Said): void {
		this.#problems.push({line, text, message});
	}

	get size(): number {
		return this.#hosts.size;
	}

	result(): ReadHosts {
		return {hosts: [...this.#hosts.values()], problems: this.#problems.toSorted((a, b) => a.line - b.line)};
	}
}
