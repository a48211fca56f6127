import {globSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {readTextFile} from '../files.ts';
import type {VariableFiles} from './hosts.ts';
import type {Inventory, Variables} from './inventory.ts';
import {readVariableFile} from './yaml.ts';

/** Variables that stand beside an inventory: group_vars and host_vars, each `NAME`, `NAME.yml`, `NAME.yaml` or a directory of them. */
export async function readVariableFiles(inventoryPath: string, inventory: Inventory): Promise<VariableFiles> {
	const base = dirname(inventoryPath);
	const [groups, hosts] = await Promise.all([
		readAll(join(base, 'group_vars'), [...inventory.groups.keys()]),
		readAll(join(base, 'host_vars'), [...inventory.hosts.keys()]),
	]);
	return {groups, hosts};
}

async function readAll(directory: string, names: readonly string[]): Promise<ReadonlyMap<string, Variables>> {
	// One look at the directory, not one for each of a thousand hosts.
	const files = globSync(['*', '*/*'], {cwd: directory}).sort();
	const found = new Map<string, Variables>();
	for (const file of files) {
		const [head = ''] = file.split('/');
		const name = file.includes('/') ? head : head.replace(/\.ya?ml$/, '');
		if (!names.includes(name) || !/(?:^|\/)[^./]+$|\.ya?ml$/.test(file)) continue;
		// A directory, or a file that is encrypted as a whole: nothing of it can be used.
		const text = await readTextFile(join(directory, file)).catch(() => '');
		if (text === '' || text.startsWith('$ANSIBLE_VAULT')) continue;
		found.set(name, new Map([...(found.get(name) ?? []), ...readVariableFile(text, file)]));
	}
	return found;
}
