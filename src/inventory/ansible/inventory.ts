import type {Said} from '../../told.ts';
import type {LineProblem} from '../types.ts';

/** Variables with the line each was given in. */
export type Variables = ReadonlyMap<string, {readonly value: string; readonly line: number}>;

/** A group as the file builds it up. */
export interface Group {
	readonly hosts: Set<string>;
	readonly children: Set<string>;
	readonly variables: Map<string, {value: string; line: number}>;
}

/** An Ansible inventory: groups, hosts and their variables, as either format gives them. */
export class Inventory {
	readonly groups = new Map<string, Group>();
	readonly hosts = new Map<string, {readonly line: number; readonly variables: Map<string, {value: string; line: number}>}>();
	readonly problems: LineProblem[] = [];

	constructor() {
		this.group('all');
	}

	group(name: string): Group {
		const known = this.groups.get(name);
		if (known) return known;
		const made: Group = {hosts: new Set(), children: new Set(), variables: new Map()};
		this.groups.set(name, made);
		return made;
	}

	/** Puts a host into a group; one met again keeps its place and gains variables. */
	host(name: string, group: string, line: number): Map<string, {value: string; line: number}> {
		const known = this.hosts.get(name) ?? {line, variables: new Map()};
		this.hosts.set(name, known);
		this.group(group).hosts.add(name);
		return known.variables;
	}

	problem(line: number, text: string, message: Said): void {
		this.problems.push({line, text, message});
	}

	/** Every group a host is in, directly or through children, parents first: those nearer to the host come later and win. */
	groupsOf(host: string): readonly string[] {
		const depths = this.#depths();
		const found = new Set(['all']);
		const climb = (name: string) => {
			if (found.has(name)) return;
			found.add(name);
			for (const [parent, group] of this.groups) if (group.children.has(name)) climb(parent);
		};
		for (const [name, group] of this.groups) if (group.hosts.has(host)) climb(name);
		return [...found].sort((a, b) => (depths.get(a) ?? 0) - (depths.get(b) ?? 0) || (a < b ? -1 : 1));
	}

	/** `all` is 0, a group one more than its deepest parent. A circle, which Ansible refuses, ends where it began. */
	#depths(): ReadonlyMap<string, number> {
		const depths = new Map<string, number>();
		const visit = (name: string, depth: number, path: readonly string[]) => {
			if (path.includes(name) || (depths.get(name) ?? -1) >= depth) return;
			depths.set(name, depth);
			for (const child of this.groups.get(name)?.children ?? []) visit(child, depth + 1, [...path, name]);
		};
		for (const name of this.groups.keys()) visit(name, name === 'all' ? 0 : 1, []);
		return depths;
	}
}
