import {parseSource, type SourceDocument} from '../../cluster/document.ts';
import type {Path} from '../../cluster/problem.ts';
import {told} from '../../told.ts';
import {texts} from '../texts.ts';
import {Inventory} from './inventory.ts';
import {expandPattern, splitHostPort} from './words.ts';

/** Reads an inventory in Ansible's YAML format (ansible-doc -t inventory yaml): groups with hosts, vars and children. */
export function readYaml(text: string, fileName: string): Inventory {
	const inventory = new Inventory();
	const parsed = parseSource(text, fileName);
	// Tags such as !vault are Ansible's own; what they stand for is told where it is missed.
	for (const {line, message} of parsed.problems) if (!message.en.includes('tag')) inventory.problem(line, fileName, message);
	if (parsed.kind === 'broken') return inventory;
	const reader = new Reader(parsed.document, inventory);
	for (const [name, body] of reader.entries(parsed.document.data, [])) reader.group(name, body, [name]);
	return inventory;
}

/** Variables of a group_vars or host_vars file. */
export function readVariableFile(text: string, fileName: string): ReadonlyMap<string, {value: string; line: number}> {
	const parsed = parseSource(text, fileName);
	if (parsed.kind === 'broken') return new Map();
	return new Reader(parsed.document, new Inventory()).variables(parsed.document.data, []);
}

class Reader {
	readonly #document: SourceDocument;
	readonly #inventory: Inventory;

	constructor(document: SourceDocument, inventory: Inventory) {
		this.#document = document;
		this.#inventory = inventory;
	}

	group(name: string, body: unknown, path: Path): void {
		this.#inventory.group(name);
		for (const [key, value] of this.entries(body, path)) {
			if (key === 'vars') {
				for (const [variable, given] of this.variables(value, [...path, key])) this.#inventory.group(name).variables.set(variable, given);
			} else if (key === 'children') {
				for (const [child, inner] of this.entries(value, [...path, key])) {
					this.#inventory.group(name).children.add(child);
					this.group(child, inner, [...path, key, child]);
				}
			} else if (key === 'hosts') {
				for (const [pattern, inner] of this.entries(value, [...path, key])) this.#hosts(pattern, name, inner, [...path, key, pattern]);
			} else this.#inventory.problem(this.#line([...path, key]), key, texts.yaml.key(key));
		}
	}

	/** The entries of a mapping; Ansible takes a lone string for the name of one. */
	entries(value: unknown, path: Path): readonly (readonly [string, unknown])[] {
		if (value === null || value === undefined) return [];
		if (typeof value === 'string' && path.length > 0) return [[value, null]];
		if (typeof value === 'object' && !Array.isArray(value)) return Object.entries(value);
		this.#inventory.problem(
			this.#line(path),
			path.join('.'),
			texts.yaml.mapping(path.length === 0 ? told('the inventory', '清单') : path.join('.')),
		);
		return [];
	}

	variables(value: unknown, path: Path): ReadonlyMap<string, {value: string; line: number}> {
		const scalars = this.entries(value, path).filter(([, given]) => given !== null && typeof given !== 'object');
		return new Map(scalars.map(([key, given]) => [key, {value: String(given), line: this.#line([...path, key])}]));
	}

	#hosts(pattern: string, group: string, body: unknown, path: Path): void {
		const line = this.#line(path);
		const {host, port} = splitHostPort(pattern);
		const expanded = host.includes('::') ? {words: [host]} : expandPattern(host);
		if ('problem' in expanded) {
			this.#inventory.problem(line, pattern, expanded.problem);
			return;
		}
		const variables = this.variables(body, path);
		for (const name of expanded.words) {
			const own = this.#inventory.host(name, group, line);
			if (port !== undefined) own.set('ansible_port', {value: port, line});
			for (const [key, given] of variables) own.set(key, given);
		}
	}

	#line(path: Path): number {
		return this.#document.lineOf(path, 'key');
	}
}
