import type {Duplex} from 'node:stream';
import {told} from '../told.ts';
import type {Connector} from './connector.ts';
import {RemoteError, type UnknownHostKey} from './contract.ts';
import {fingerprint} from './host-key-check.ts';
import type {HostKeys} from './host-keys.ts';
import type {HostSettings} from './host-settings.ts';
import {typeInKey} from './known-hosts.ts';
import {knownHostsLine} from './known-hosts-file.ts';
import {loginError} from './login-error.ts';
import {keepaliveDefault, SshConnection} from './ssh-connection.ts';

/**
 * Host keys that are not on file, of these hosts and of the jump hosts on the
 * way, gathered without login. Behind a jump host whose own key is unknown
 * nothing can be asked yet: accept that one, then ask again, until none is left.
 *
 * Throws RemoteError `host-key-changed`, `host-key-revoked`,
 * `known-hosts-unreadable`. Hosts that can't be reached are left out; opening
 * them tells why.
 */
export async function gatherUnknownKeys(all: readonly HostSettings[], connector: Connector, hostKeys: HostKeys): Promise<UnknownHostKey[]> {
	const round = [
		...new Map(all.map((settings) => [endpoint(firstUnknown(settings, hostKeys)), firstUnknown(settings, hostKeys)])).values(),
	];
	const shown = await Promise.all(round.map((settings) => look(settings, connector, hostKeys)));
	const unknown = shown.filter((one) => one !== undefined);
	const owners = new Map<string, string[]>();
	for (const {settings, key} of unknown) addOwner(owners, key.toString('base64'), settings.name);
	for (const settings of all) for (const key of hostKeys.keysOf(settings)) addOwner(owners, key, settings.name);
	return unknown.map(({settings, key}) => ({
		host: settings.name,
		address: settings.address,
		port: settings.port,
		type: typeInKey(key.toString('base64')),
		fingerprint: fingerprint(key),
		sharedWith: (owners.get(key.toString('base64')) ?? []).filter((name) => name !== settings.name),
		line: knownHostsLine(settings, key),
	}));
}

/** The first sshd on the way whose key is not on file; the target itself when all are. */
function firstUnknown(settings: HostSettings, hostKeys: HostKeys): HostSettings {
	const before = settings.jump ? firstUnknown(settings.jump, hostKeys) : undefined;
	return before && hostKeys.keysOf(before).length === 0 ? before : settings;
}

async function look(
	settings: HostSettings,
	connector: Connector,
	hostKeys: HostKeys,
): Promise<{settings: HostSettings; key: Buffer} | undefined> {
	// A key on file is checked when we connect; asking now would cost every host a connection.
	if (hostKeys.keysOf(settings).length > 0) return undefined;
	const key = await connector
		.withSocket(settings, (socket) => showKey(settings, socket, hostKeys))
		.catch((error: unknown) => {
			if (error instanceof RemoteError && !error.code.startsWith('known-hosts') && !error.code.startsWith('host-key')) return undefined;
			throw error;
		});
	if (!key) return undefined;
	const verdict = hostKeys.judge(settings, key);
	if (verdict.kind === 'known') return undefined;
	const refusal = hostKeys.checkFor(settings);
	if (verdict.kind !== 'unknown' && !refusal.accept(key)) throw refusal.refusal() as RemoteError;
	return {settings, key};
}

/** Shakes hands up to the host's key, and hangs up. */
async function showKey(settings: HostSettings, socket: Duplex, hostKeys: HostKeys): Promise<Buffer> {
	let key: Buffer | undefined;
	try {
		const connection = await SshConnection.open({
			user: settings.user,
			socket,
			hostKeyAlgorithms: hostKeys.algorithms(settings),
			acceptKey: (shown) => {
				key = Buffer.from(shown);
				return false;
			},
			keepalive: keepaliveDefault,
			auth: (_left, _partial, next) => next(false),
		});
		connection.destroy();
	} catch (error) {
		if (!key) throw loginError(settings, error as Error, false);
	} finally {
		socket.destroy();
	}
	if (!key)
		throw new RemoteError(
			'dropped-before-login',
			settings.name,
			told(`${settings.name} showed no host key`, `${settings.name} 没有出示主机密钥`),
		);
	return key;
}

function endpoint(settings: HostSettings): string {
	return `${settings.keyAlias ?? ''} ${settings.address} ${settings.port} ${settings.jump ? endpoint(settings.jump) : ''}`;
}

function addOwner(owners: Map<string, string[]>, key: string, name: string): void {
	const names = owners.get(key) ?? [];
	if (!names.includes(name)) owners.set(key, [...names, name]);
}
