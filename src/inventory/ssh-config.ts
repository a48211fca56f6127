import SshConfig, {type Line, LineType, type Section} from 'ssh-config';
import {isIpv4} from '../cluster/cidr.ts';
import {dnsSubdomain, jumpChain, localPath, userName} from '../cluster/patterns.ts';
import type {HostSpec, SshSpec} from '../cluster/schema/host.ts';
import {Gathering} from './gather.ts';
import {addressProblem, isPort} from './host-word.ts';
import {texts} from './texts.ts';
import type {ReadHosts} from './types.ts';

/**
 * Hosts of an ssh_config, Include already put in; patterns and Match blocks
 * name no host. Of the operator's own config the alias is the address, so that
 * ssh_config stays in force with everything it says. Another file (as `vagrant
 * ssh-config` writes) is not read by ssh, so its settings are taken over.
 */
export function readSshConfig(text: string, own: boolean): ReadHosts {
	const gathering = new Gathering();
	const config = SshConfig.parse(text);
	const lines = aliasLines(text);
	for (const alias of new Set(config.flatMap(aliasesOf))) {
		const line = lines.get(alias) ?? 1;
		const said = config.compute(alias, {matchExec: false});
		const host = own ? {address: alias, ...nameOf(alias)} : settledHost(alias, said);
		const wrong = addressProblem(host.address);
		if (wrong === undefined) gathering.add(host, line, 'once');
		else gathering.problem(line, alias, wrong);
		if (!own && said.ProxyCommand !== undefined && said.ProxyCommand !== 'none') gathering.problem(line, alias, texts.ansible.proxy());
	}
	return gathering.result();
}

function aliasesOf(line: Line): readonly string[] {
	if (line.type !== LineType.DIRECTIVE || line.param.toLowerCase() !== 'host' || !('config' in line)) return [];
	const {value} = line as Section;
	const names = typeof value === 'string' ? [value] : value.map((part) => part.val);
	return names.filter((name) => name !== '' && !/[*?!]/.test(name));
}

/** A node may be called as the alias is, unless that is an address. */
function nameOf(alias: string): {readonly name?: string} {
	return dnsSubdomain.test(alias) && !isIpv4(alias) ? {name: alias} : {};
}

function settledHost(alias: string, said: Readonly<Record<string, string | string[]>>): HostSpec {
	const one = (keyword: string): string | undefined => [said[keyword] ?? []].flat()[0];
	const [user, port, jump] = [one('User'), one('Port'), one('ProxyJump')];
	const identityFiles = [said.IdentityFile ?? []].flat().filter((path) => localPath.test(path));
	const ssh: SshSpec = {
		...(user !== undefined && userName.test(user) ? {user} : {}),
		...(port !== undefined && isPort(port) ? {port: Number(port)} : {}),
		...(identityFiles.length > 0 ? {identityFiles} : {}),
		...(jump !== undefined && jumpChain.test(jump) ? {jump} : {}),
	};
	const address = (one('HostName') ?? alias).replaceAll('%h', alias);
	return {...nameOf(alias), address, ...(Object.keys(ssh).length > 0 ? {ssh} : {})};
}

function aliasLines(text: string): ReadonlyMap<string, number> {
	const lines = new Map<string, number>();
	for (const [index, line] of text.split('\n').entries()) {
		const [, names] = /^\s*Host[\s=]+(.*)$/i.exec(line) ?? [];
		for (const name of names?.match(/"[^"]*"|\S+/g) ?? []) {
			const bare = name.replaceAll('"', '');
			if (!lines.has(bare)) lines.set(bare, index + 1);
		}
	}
	return lines;
}
