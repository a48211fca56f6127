import {texts} from '../texts.ts';
import {Inventory} from './inventory.ts';
import {expandPattern, literal, splitHostPort, splitWords} from './words.ts';

type Section = {readonly group: string; readonly kind: 'hosts' | 'vars' | 'children' | 'unknown'};

/**
 * Reads an inventory in Ansible's INI format (ansible-doc -t inventory ini).
 * Lines that begin with `#` or `;` are comments. What can't be read is noted
 * with its line, and the rest is read on.
 */
export function readIni(text: string): Inventory {
	const inventory = new Inventory();
	const used = new Map<string, number>();
	const defined = new Set(['all', 'ungrouped']);
	let section: Section = {group: 'ungrouped', kind: 'hosts'};
	for (const [index, raw] of text.split('\n').entries()) {
		const line = raw.trim();
		if (line === '' || line.startsWith('#') || line.startsWith(';')) continue;
		if (line.startsWith('[') && !/^\[[^\]]*\][^\s#]/.test(line)) {
			section = readSection(line, index + 1, inventory) ?? {group: '', kind: 'unknown'};
			// Variables may be given for a group that is defined later; children define it.
			if (section.kind === 'vars') used.set(section.group, used.get(section.group) ?? index + 1);
			else if (section.kind !== 'unknown') defined.add(section.group);
		} else if (section.kind === 'hosts') readHostLine(line, section.group, index + 1, inventory);
		else if (section.kind === 'vars') readVariable(line, section.group, index + 1, inventory);
		else if (section.kind === 'children') readChild(line, section.group, index + 1, inventory, used);
	}
	for (const [name, line] of used) if (!defined.has(name)) inventory.problem(line, name, texts.ini.group(name));
	return inventory;
}

function readSection(line: string, number: number, inventory: Inventory): Section | undefined {
	const [, group, kind] = /^\[([^:\]\s]+)(?::(\w+))?\]\s*(?:#.*)?$/.exec(line) ?? [];
	if (group === undefined) {
		inventory.problem(number, line, texts.ini.section());
		return undefined;
	}
	if (kind !== undefined && kind !== 'vars' && kind !== 'children' && kind !== 'hosts') {
		inventory.problem(number, line, texts.ini.kind(kind));
		return undefined;
	}
	inventory.group(group);
	return {group, kind: kind ?? 'hosts'};
}

function readHostLine(line: string, group: string, number: number, inventory: Inventory): void {
	const words = splitWords(line);
	const [pattern, ...pairs] = words ?? [];
	if (!words || pattern === undefined) {
		if (!words) inventory.problem(number, line.split(/\s/)[0] ?? '', texts.ini.quote());
		return;
	}
	const {host, port} = splitHostPort(pattern);
	const expanded = host.includes('::') ? {words: [host]} : expandPattern(host);
	if ('problem' in expanded) {
		inventory.problem(number, pattern, expanded.problem);
		return;
	}
	const variables = readPairs(pattern, pairs, number, inventory);
	for (const name of expanded.words) {
		const own = inventory.host(name, group, number);
		if (port !== undefined) own.set('ansible_port', {value: port, line: number});
		for (const [key, value] of variables) own.set(key, {value, line: number});
	}
}

/** What is no variable is not repeated: it may be a password with a blank before it. */
function readPairs(
	pattern: string,
	pairs: readonly string[],
	number: number,
	inventory: Inventory,
): readonly (readonly [string, string])[] {
	return pairs.flatMap((pair) => {
		const at = pair.indexOf('=');
		if (at > 0) return [[pair.slice(0, at), literal(pair.slice(at + 1))] as const];
		inventory.problem(number, pattern, texts.ini.pair());
		return [];
	});
}

function readVariable(line: string, group: string, number: number, inventory: Inventory): void {
	const at = line.indexOf('=');
	if (at <= 0) inventory.problem(number, line.split(/[\s:]/)[0] ?? '', texts.ini.variable());
	else inventory.group(group).variables.set(line.slice(0, at).trim(), {value: literal(line.slice(at + 1).trim()), line: number});
}

function readChild(line: string, group: string, number: number, inventory: Inventory, used: Map<string, number>): void {
	const [, child] = /^([^:[\]\s]+)\s*(?:#.*)?$/.exec(line) ?? [];
	if (child === undefined) {
		inventory.problem(number, line, texts.ini.child());
		return;
	}
	inventory.group(child);
	inventory.group(group).children.add(child);
	used.set(child, used.get(child) ?? number);
}
