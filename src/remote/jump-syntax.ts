import {told} from '../told.ts';
import {RemoteError} from './contract.ts';

/** One host of a ProxyJump chain. */
export interface Hop {
	readonly host: string;
	readonly user?: string;
	readonly port?: number;
	/** As written. */
	readonly text: string;
}

/** Reads OpenSSH's ProxyJump: `[user@]host[:port]` or `ssh://[user@]host[:port]`, comma separated; `none` for no jump. Throws RemoteError. */
export function parseJump(name: string, chain: string): Hop[] {
	if (chain === 'none' || chain.trim() === '') return [];
	return chain.split(',').map((text) => parseHop(name, text.trim()));
}

function parseHop(name: string, text: string): Hop {
	const [, user, bracketed, plain, port] = /^(?:ssh:\/\/)?(?:([^@]+)@)?(?:\[([^\]]+)\]|([^:@/]+))(?::(\d+))?\/?$/.exec(text) ?? [];
	const host = bracketed ?? plain;
	if (host === undefined)
		throw new RemoteError(
			'jump-failed',
			name,
			told(`${name}: ${JSON.stringify(text)} is no jump host`, `${name}：${JSON.stringify(text)} 不是跳板机`),
			[told('Right would be user@host:port; an IPv6 address in [ ].', '应写作 user@host:port；IPv6 地址放在 [ ] 中。')],
		);
	checkHostName(name, host);
	if (user !== undefined) checkUser(name, user);
	if (port !== undefined) checkPort(name, Number(port));
	return {host, text, ...(user === undefined ? {} : {user}), ...(port === undefined ? {} : {port: Number(port)})};
}

/** A name or address that can't be taken for an option or for shell text (CVE-2023-51385, CVE-2017-1000117). */
export function checkHostName(name: string, host: string): void {
	if (/^[A-Za-z0-9]([A-Za-z0-9.:_-]{0,252})$/.test(host) || /^::?[0-9A-Fa-f:.]*$/.test(host)) return;
	throw new RemoteError(
		'unreachable',
		name,
		told(`${JSON.stringify(host)} is no host name or address`, `${JSON.stringify(host)} 不是主机名或地址`),
		[
			told(
				'Letters, digits, dots, colons and dashes; it begins with a letter or digit.',
				'可用字母、数字、点、冒号和连字符，以字母或数字开头。',
			),
		],
	);
}

/** See CVE-2025-61984 for what a user name can do. */
export function checkUser(name: string, user: string): void {
	if (/^[A-Za-z_][A-Za-z0-9_.@\\-]{0,63}\$?$/.test(user)) return;
	throw new RemoteError('unreachable', name, told(`${JSON.stringify(user)} is no user name`, `${JSON.stringify(user)} 不是用户名`));
}

export function checkPort(name: string, port: number): void {
	if (Number.isInteger(port) && port > 0 && port < 65_536) return;
	throw new RemoteError('unreachable', name, told(`${port} is no port`, `${port} 不是端口`));
}
