import {connect, type Socket} from 'node:net';
import type {Duplex} from 'node:stream';
import {told} from '../told.ts';
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
		const abort = (): void =>
			fail(new RemoteError('timeout', host, told(`cancelled while connecting to ${address}`, `连接 ${address} 时被取消`)));
		const timer = setTimeout(() => {
			const hint = told(
				'Nothing answers there: is the address right, is the host up, does a firewall drop it?',
				'那里没有应答：地址是否正确、主机是否开机、是否被防火墙丢弃？',
			);
			fail(
				new RemoteError(
					'timeout',
					host,
					told(
						`no answer from ${address} port ${port} within ${dialTimeoutMs / 1000} s`,
						`${address} 端口 ${port} 在 ${dialTimeoutMs / 1000} 秒内没有应答`,
					),
					[hint],
				),
			);
		}, dialTimeoutMs);
		socket.once('connect', () => end(() => resolve(socket)));
		socket.once('error', (error: NodeJS.ErrnoException) => fail(socketError(host, address, port, error)));
		if (signal?.aborted) abort();
		else signal?.addEventListener('abort', abort, {once: true});
	});
}

/** Why a TCP connection failed, in words. */
export function socketError(host: string, address: string, port: number, error: NodeJS.ErrnoException): RemoteError {
	const where = told(`${address} port ${port}`, `${address} 端口 ${port}`);
	switch (error.code) {
		case 'ECONNREFUSED':
			return new RemoteError('unreachable', host, told(`${where.en} refuses connections`, `${where.zh} 拒绝连接`), [
				told('Is sshd running there, and on this port?', '那里是否运行着 sshd，并监听此端口？'),
			]);
		case 'ENOTFOUND':
		case 'EAI_AGAIN':
			return new RemoteError('unreachable', host, told(`the name ${address} can't be resolved`, `无法解析名称 ${address}`), [
				told('Check the name, /etc/hosts and the name server.', '请检查名称、/etc/hosts 和 DNS 服务器。'),
			]);
		case 'ECONNRESET':
		case 'EPIPE':
			return new RemoteError(
				'dropped-before-login',
				host,
				told(`${where.en} dropped the connection before login`, `${where.zh} 在登录前断开了连接`),
			);
		case 'ETIMEDOUT':
			return new RemoteError('timeout', host, told(`no answer from ${where.en}`, `${where.zh} 没有应答`));
		default:
			return new RemoteError(
				'unreachable',
				host,
				told(`can't connect to ${where.en}: ${error.message}`, `无法连接 ${where.zh}：${error.message}`),
			);
	}
}
