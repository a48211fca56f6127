import {connect, type Socket} from 'node:net';
import type {Duplex} from 'node:stream';
import {RemoteError} from './contract.ts';
import type {HostSettings} from './host-settings.ts';

/** Opens a line to a host's sshd that is reached without a jump host. Throws RemoteError as `dial` does. */
export type Dial = (settings: HostSettings, signal?: AbortSignal) => Promise<Duplex>;

/** Over TCP. */
export const dialTcp: Dial = (settings, signal) => dial(settings.name, settings.address, settings.port, signal);

const dialTimeoutMs = 15_000;

/**
 * A TCP connection without Nagle's algorithm, from its first byte on (with it
 * every exchange waits for a delayed ACK of up to 40 ms). Throws RemoteError
 * `unreachable`, `timeout` or `dropped-before-login`.
 */
export function dial(host: string, address: string, port: number, signal?: AbortSignal): Promise<Socket> {
	return new Promise((resolve, reject) => {
		const socket = connect({host: address, port, noDelay: true, keepAlive: true, keepAliveInitialDelay: 30_000});
		const end = (finish: () => void): void => {
			clearTimeout(timer);
			signal?.removeEventListener('abort', abort);
			socket.removeAllListeners('connect').removeAllListeners('error');
			finish();
		};
		const fail = (error: RemoteError): void =>
			end(() => {
				socket.on('error', () => {});
				socket.destroy();
				reject(error);
			});
		const abort = (): void => fail(new RemoteError('timeout', host, `cancelled while connecting to ${address}`));
		const timer = setTimeout(() => {
			const hint = 'Nothing answers there: is the address right, is the host up, does a firewall drop it?';
			fail(new RemoteError('timeout', host, `no answer from ${address} port ${port} within ${dialTimeoutMs / 1000} s`, [hint]));
		}, dialTimeoutMs);
		socket.once('connect', () => end(() => resolve(socket)));
		socket.once('error', (error: NodeJS.ErrnoException) => fail(socketError(host, address, port, error)));
		if (signal?.aborted) abort();
		else signal?.addEventListener('abort', abort, {once: true});
	});
}

/** Why a TCP connection failed, in words. */
export function socketError(host: string, address: string, port: number, error: NodeJS.ErrnoException): RemoteError {
	const where = `${address} port ${port}`;
	switch (error.code) {
		case 'ECONNREFUSED':
			return new RemoteError('unreachable', host, `${where} refuses connections`, ['Is sshd running there, and on this port?']);
		case 'ENOTFOUND':
		case 'EAI_AGAIN':
			return new RemoteError('unreachable', host, `the name ${address} can't be resolved`, [
				'Check the name, /etc/hosts and the name server.',
			]);
		case 'ECONNRESET':
		case 'EPIPE':
			return new RemoteError('dropped-before-login', host, `${where} dropped the connection before login`);
		case 'ETIMEDOUT':
			return new RemoteError('timeout', host, `no answer from ${where}`);
		default:
			return new RemoteError('unreachable', host, `can't connect to ${where}: ${error.message}`);
	}
}
