import {homedir, userInfo} from 'node:os';
import {isAbsolute, join} from 'node:path';
import type {Host} from '../cluster/types.ts';
import {told, within} from '../told.ts';
import {RemoteError} from './contract.ts';
import {checkHostName, checkPort, checkUser, type Hop, parseJump} from './jump-syntax.ts';

/** Everything needed to dial one sshd, from the spec and ssh_config together. */
export interface HostSettings {
	/** Name in the spec; for a jump host as written there or in ssh_config. */
	readonly name: string;
	readonly address: string;
	readonly port: number;
	readonly user: string;
	/** HostKeyAlias: the name known_hosts is asked for. */
	readonly keyAlias?: string;
	readonly identityFiles: readonly string[];
	/** Files the operator named; a missing one is worth telling. The others are ssh's defaults. */
	readonly identityChosen: boolean;
	readonly identitiesOnly: boolean;
	/** Socket of the ssh-agent. Only ever asked to sign. */
	readonly agent?: string;
	readonly userKnownHosts: readonly string[];
	readonly globalKnownHosts: readonly string[];
	readonly hashKnownHosts: boolean;
	/** The sshd through which this one is reached. */
	readonly jump?: HostSettings;
}

/** What ssh_config says of one host name: lower-case keyword → values in order. */
export type SshConfigLookup = (host: string, given: {readonly user?: string; readonly port?: number}) => Promise<SshConfigValues>;
export type SshConfigValues = ReadonlyMap<string, readonly string[]>;

/** Longer chains are a mistake, most likely a circle. */
const maxHops = 8;

/** Settings of a host of the spec. What the spec says wins over ssh_config. Throws RemoteError `unreachable` for settings that can't be used. */
export async function settingsOf(host: Host, lookup: SshConfigLookup): Promise<HostSettings> {
	const {user, port, identityFiles, jump} = host.ssh;
	return await resolve({name: host.name, host: host.address, user, port}, lookup, {identityFiles, jump}, 0);
}

interface Wanted {
	readonly name: string;
	readonly host: string;
	readonly user?: string | undefined;
	readonly port?: number | undefined;
}

/** What the spec says of one host. */
interface Over {
	readonly identityFiles?: readonly string[] | undefined;
	readonly jump?: string | undefined;
	/** Keys of the host behind, tried on a jump host after its own: many have one key for all. */
	readonly alsoIdentityFiles?: readonly string[] | undefined;
}

async function resolve(wanted: Wanted, lookup: SshConfigLookup, over: Over, depth: number): Promise<HostSettings> {
	if (depth > maxHops)
		throw new RemoteError(
			'unreachable',
			wanted.name,
			told(`${wanted.name}: more than ${maxHops} jump hosts, or a circle of them`, `${wanted.name}：跳板机超过 ${maxHops} 层，或形成了环`),
		);
	checkHostName(wanted.name, wanted.host);
	const given = {...(wanted.user ? {user: wanted.user} : {}), ...(wanted.port ? {port: wanted.port} : {})};
	const config = await lookup(wanted.host, given);
	const one = (keyword: string): string | undefined => config.get(keyword)?.[0];
	const address = (one('hostname') ?? wanted.host).replaceAll('%h', wanted.host);
	const user = wanted.user ?? one('user') ?? userInfo().username;
	const port = wanted.port ?? Number(one('port') ?? 22);
	checkHostName(wanted.name, address);
	checkUser(wanted.name, user);
	checkPort(wanted.name, port);
	const expand = (path: string): string => expandPath(path, {h: address, n: wanted.host, p: String(port), r: user, u: userInfo().username});
	const chain = over.jump ?? one('proxyjump') ?? 'none';
	if (chain === 'none') refuseProxyCommand(wanted.name, one('proxycommand'));
	const jump = await resolveJump(wanted.name, parseJump(wanted.name, chain), lookup, depth, over.identityFiles ?? over.alsoIdentityFiles);
	const alias = one('hostkeyalias');
	const agent = agentSocket(one('identityagent'));
	return {
		name: wanted.name,
		address,
		port,
		user,
		...(alias ? {keyAlias: alias} : {}),
		identityFiles: (over.identityFiles ?? [...new Set([...(config.get('identityfile') ?? []), ...(over.alsoIdentityFiles ?? [])])]).map(
			expand,
		),
		identityChosen: over.identityFiles !== undefined,
		identitiesOnly: one('identitiesonly') === 'yes',
		...(agent ? {agent} : {}),
		userKnownHosts: paths(config.get('userknownhostsfile') ?? ['~/.ssh/known_hosts', '~/.ssh/known_hosts2']).map(expand),
		globalKnownHosts: paths(config.get('globalknownhostsfile') ?? ['/etc/ssh/ssh_known_hosts', '/etc/ssh/ssh_known_hosts2']).map(expand),
		hashKnownHosts: one('hashknownhosts') === 'yes',
		...(jump ? {jump} : {}),
	};
}

/** A chain `a,b` means: to a, from there to b, from there to the target. Each hop has settings of its own. */
async function resolveJump(
	name: string,
	hops: readonly Hop[],
	lookup: SshConfigLookup,
	depth: number,
	alsoIdentityFiles: readonly string[] | undefined,
): Promise<HostSettings | undefined> {
	const last = hops.at(-1);
	if (!last) return undefined;
	const before = hops.slice(0, -1);
	// Only the first hop may have a jump host of its own in ssh_config: the chain says all about the others.
	const over = {alsoIdentityFiles, ...(before.length > 0 ? {jump: before.map((hop) => hop.text).join(',')} : {})};
	try {
		return await resolve({name: last.text, host: last.host, user: last.user, port: last.port}, lookup, over, depth + 1);
	} catch (error) {
		if (!(error instanceof RemoteError)) throw error;
		throw new RemoteError(
			'jump-failed',
			name,
			within(error.told, (why) => told(`jump host of ${name}: ${why.en}`, `${name} 的跳板机：${why.zh}`)),
			error.details,
		);
	}
}

function refuseProxyCommand(name: string, command: string | undefined): void {
	if (command === undefined || command === 'none') return;
	throw new RemoteError(
		'unreachable',
		name,
		told(
			`ssh_config gives ${name} a ProxyCommand, which kubewiz does not run`,
			`ssh_config 为 ${name} 指定了 ProxyCommand，kubewiz 不会执行它`,
		),
		[
			told(
				'Use ProxyJump instead, or `jump: none` with an address that can be reached directly.',
				'请改用 ProxyJump，或设置 `jump: none` 并使用可直接访问的地址。',
			),
		],
	);
}

/** ssh -G prints several known_hosts files on one line. */
function paths(values: readonly string[]): string[] {
	return values.flatMap((value) => value.split(/\s+/)).filter((path) => path !== '' && path !== 'none' && path !== '/dev/null');
}

function agentSocket(value: string | undefined): string | undefined {
	if (value === 'none') return undefined;
	if (value === undefined || value === 'SSH_AUTH_SOCK') return process.env.SSH_AUTH_SOCK;
	if (value.startsWith('$')) return process.env[value.replaceAll(/[${}]/g, '')];
	return expandPath(value, {});
}

function expandPath(path: string, tokens: Readonly<Record<string, string>>): string {
	const expanded = path.replaceAll(/%([a-zA-Z%])/g, (whole, token: string) => {
		if (token === '%') return '%';
		if (token === 'd') return homedir();
		return tokens[token] ?? whole;
	});
	if (expanded === '~' || expanded.startsWith('~/')) return join(homedir(), expanded.slice(1));
	return isAbsolute(expanded) ? expanded : join(process.cwd(), expanded);
}
