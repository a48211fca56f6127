import {globSync} from 'node:fs';
import {readFile} from 'node:fs/promises';
import {join} from 'node:path';
import {operatorPath} from './files.ts';
import {importHosts, kindOf, type Surroundings} from './import-hosts.ts';
import {type ImportSource, InventoryError, type SourceKind} from './types.ts';

/** Where inventories are usually kept: plain Ansible, Kubespray (inventory/NAME/…), kubeasz (clusters/NAME/hosts), KubeKey (config-*.yaml). */
const usualNames = [
	'*.{yaml,yml}',
	'{hosts,inventory}',
	'{hosts,inventory}.ini',
	'inventory/{hosts,inventory}',
	'inventory/*.{ini,yaml,yml}',
	'inventory/*/{hosts,inventory}',
	'inventory/*/{hosts,inventory}.{ini,yaml,yml}',
	'clusters/*/hosts',
];

/** A directory full of YAML is some project's, and looking into all of it would take its time. */
const mostFiles = 100;

/** Files that hosts could be imported from, with how many they hold. Reads files only; whatever can't be read is left out. */
export async function importSources(surroundings: Surroundings): Promise<readonly ImportSource[]> {
	const {home, cwd} = surroundings;
	const fixed: readonly (readonly [string, SourceKind])[] = [
		[join(home, '.ssh/config'), 'ssh-config'],
		[join(home, '.ssh/known_hosts'), 'known-hosts'],
		['/etc/hosts', 'etc-hosts'],
	];
	const near = globSync(usualNames, {cwd, exclude: (name) => name === 'node_modules'}).slice(0, mostFiles);
	const configured = await configuredInventory(surroundings);
	const others = [...new Set([...near.map((name) => join(cwd, name)).sort(), ...configured, '/etc/ansible/hosts'])];
	const found = await Promise.all([
		...fixed.map(([path, kind]) => look(path, kind, surroundings)),
		...others.map((path) => look(path, undefined, surroundings)),
	]);
	return found.filter((source) => source !== undefined);
}

async function look(path: string, known: SourceKind | undefined, surroundings: Surroundings): Promise<ImportSource | undefined> {
	try {
		const kind = known ?? kindOf(await readFile(path, 'utf8'), path);
		if (kind === 'list') return undefined;
		const {hosts, problems} = await importHosts({kind, path, hosts: 0}, surroundings);
		// Hashed known_hosts hold hosts that can't be listed: choosing it says so. Any YAML file could be an inventory; only one with hosts is.
		return hosts.length > 0 || (known && problems.length > 0) ? {kind, path, hosts: hosts.length} : undefined;
	} catch (error) {
		if (error instanceof InventoryError || (error as NodeJS.ErrnoException).code !== undefined) return undefined;
		throw error;
	}
}

/** The inventory that an ansible.cfg here names. */
async function configuredInventory({home, cwd}: Surroundings): Promise<readonly string[]> {
	const config = await readFile(join(cwd, 'ansible.cfg'), 'utf8').catch(() => '');
	const [, paths = ''] = /^\s*inventory\s*=\s*(.+?)\s*$/m.exec(config) ?? [];
	return paths
		.split(',')
		.filter((path) => path.trim() !== '')
		.map((path) => operatorPath(path.trim(), home, cwd));
}
