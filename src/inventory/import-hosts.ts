import {hostsOfInventory} from './ansible/hosts.ts';
import {readIni} from './ansible/ini.ts';
import type {Inventory} from './ansible/inventory.ts';
import {readVariableFiles} from './ansible/variable-files.ts';
import {readYaml} from './ansible/yaml.ts';
import {isClusterYaml, readClusterYaml} from './cluster-yaml.ts';
import {readEtcHosts} from './etc-hosts.ts';
import {operatorPath, readTextFile, readWithIncludes} from './files.ts';
import {readKnownHosts} from './known-hosts.ts';
import {isKubeKey, readKubeKey} from './kubekey.ts';
import {readSshConfig} from './ssh-config.ts';
import {texts} from './texts.ts';
import {readHosts} from './typed.ts';
import {type ImportSource, InventoryError, type ReadHosts, type SourceKind} from './types.ts';

/** Where the operator is: his home directory and the directory he works in. */
export interface Surroundings {
	readonly home: string;
	readonly cwd: string;
}

/** Reads hosts from a source that was found, or from a path the operator typed; what the file is shows in its text. Throws InventoryError. */
export async function importHosts(source: ImportSource | string, {home, cwd}: Surroundings): Promise<ReadHosts> {
	const path = operatorPath(typeof source === 'string' ? source.trim() : source.path, home, cwd);
	const text = await readTextFile(path);
	const kind = typeof source === 'string' ? kindOf(text, path) : source.kind;
	const read = await readAs(kind, text, path, home);
	if (read.hosts.length === 0 && read.problems.length === 0) throw new InventoryError(texts.files.nothing(path));
	return read;
}

/** What a file is, by its text and, where that says nothing, its name. `list`: hosts as an operator would type them. */
export function kindOf(text: string, path: string): SourceKind | 'list' {
	if (isClusterYaml(text)) return 'cluster-yaml';
	if (isKubeKey(text)) return 'kubekey';
	const lines = text.split('\n').filter((line) => line.trim() !== '' && !/^\s*[#;]/.test(line));
	if (lines.some((line) => /^(?:@\S+\s+)?\S+\s+(?:ssh-|ecdsa-|sk-)[\w@.-]+\s+AAAA/.test(line))) return 'known-hosts';
	if (lines.some((line) => /^\s*Host[\s=]+\S/i.test(line))) return 'ssh-config';
	if (lines.some((line) => /^\s*(?:127\.0\.0\.1|::1)\s+\S/.test(line))) return 'etc-hosts';
	if (/\.ya?ml$/.test(path) || lines.some((line) => /^(?:all|[\w-]+):\s*(?:#.*)?$/.test(line))) return 'ansible';
	if (lines.some((line) => /^\s*\[[^\]\s]+\]\s*(?:#.*)?$/.test(line) || /\s[\w]+=/.test(line))) return 'ansible';
	return 'list';
}

async function readAs(kind: SourceKind | 'list', text: string, path: string, home: string): Promise<ReadHosts> {
	switch (kind) {
		case 'cluster-yaml':
			return readClusterYaml(text, path);
		case 'kubekey':
			return readKubeKey(text, path);
		case 'known-hosts':
			return readKnownHosts(text);
		case 'ssh-config': {
			const own = [`${home}/.ssh/config`, '/etc/ssh/ssh_config'].includes(path);
			return readSshConfig(await readWithIncludes(path, home), own);
		}
		case 'etc-hosts':
			return readEtcHosts(text);
		case 'ansible': {
			const inventory = readInventory(text, path);
			return hostsOfInventory(inventory, await readVariableFiles(path, inventory));
		}
		case 'list':
			return readHosts(text);
	}
}

/** YAML by its name or, for a file without an ending, by its first line. */
function readInventory(text: string, path: string): Inventory {
	const first = text.split('\n').find((line) => line.trim() !== '' && !line.trim().startsWith('#')) ?? '';
	const yaml = /\.ya?ml$/.test(path) || first.trim() === '---' || /^[\w-]+:\s*(?:#.*)?$/.test(first);
	return yaml ? readYaml(text, path) : readIni(text);
}
