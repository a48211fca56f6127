import {connect, type Socket} from 'node:net';
import type {Duplex} from 'node:stream';
import {fingerprint} from './host-key-check.ts';
import {typeInKey} from './known-hosts.ts';
import {keepaliveDefault, SshConnection} from './ssh-connection.ts';

/** How long an address may take to answer a scan, milliseconds. */
const patienceMs = 2000;

/** What an SSH server shows to anybody. */
export interface ServerShown {
	/** `SSH-2.0-OpenSSH_9.2p1`, printable ASCII only. */
	readonly banner: string;
	readonly keyType?: string;
	readonly fingerprint?: string;
}

/** Asks one address for banner and host key, without logging in. Undefined when no SSH server answers there in time. */
export async function probeServer(address: string, port: number, signal: AbortSignal): Promise<ServerShown | undefined> {
	const socket = connect({host: address, port, noDelay: true});
	// Most addresses are nobody's: no SSH client is made for them.
	return (await isConnected(socket, signal)) ? askServer(socket, signal) : undefined;
}

function isConnected(socket: Socket, signal: AbortSignal): Promise<boolean> {
	const {promise, resolve} = Promise.withResolvers<boolean>();
	const stop = () => socket.destroy();
	signal.addEventListener('abort', stop, {once: true});
	socket.setTimeout(patienceMs, stop);
	socket.once('connect', () => resolve(true)).once('close', () => resolve(false));
	// That nobody is there shows in the closing.
	socket.on('error', () => {});
	return promise.finally(() => {
		signal.removeEventListener('abort', stop);
		socket.setTimeout(0);
	});
}

/** The same over a line that leads to the server; it is closed in the end. */
export async function askServer(socket: Duplex, signal: AbortSignal): Promise<ServerShown | undefined> {
	const stop = () => void socket.destroy();
	signal.addEventListener('abort', stop, {once: true});
	const patience = setTimeout(stop, patienceMs);
	let banner = '';
	socket.on('data', (chunk: Buffer) => {
		patience.refresh();
		if (!banner.includes('\n')) banner += chunk.toString('latin1').slice(0, 255);
	});
	let key: Buffer | undefined;
	try {
		const opening = SshConnection.open({
			user: 'kubewiz',
			socket,
			hostKeyAlgorithms: ['ssh-ed25519', 'ecdsa-sha2-nistp256', 'rsa-sha2-512', 'rsa-sha2-256'],
			acceptKey: (shown) => {
				key = Buffer.from(shown);
				return false;
			},
			keepalive: keepaliveDefault,
			auth: (_left, _partial, next) => next(false),
		});
		(await opening).destroy();
	} catch {
		// Nobody there, no SSH server, or the handshake we ended ourselves once the key was shown: what came before tells which.
	} finally {
		clearTimeout(patience);
		signal.removeEventListener('abort', stop);
		socket.destroy();
	}
	const line = /^SSH-[\x20-\x7e]+/.exec(banner)?.[0];
	if (line === undefined) return undefined;
	return {banner: line, ...(key && {keyType: typeInKey(key.toString('base64')), fingerprint: fingerprint(key)})};
}
