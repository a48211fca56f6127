import {told} from '../told.ts';
import {RemoteError} from './contract.ts';
import {socketError} from './dial.ts';
import type {HostSettings} from './host-settings.ts';
import {cleanLines} from './sanitize.ts';

/** ssh2's errors before the login is done, in our words. `sawKey`: the host had shown its key. */
export function loginError(settings: HostSettings, error: Error & {level?: string; code?: string}, sawKey: boolean): RemoteError {
	const {name, address, port, user} = settings;
	const where = told(`${address} port ${port}`, `${address} 端口 ${port}`);
	const refused = told(`${name} did not let ${user} in`, `${name} 拒绝 ${user} 登录`);
	const said = cleanLines(error.message).join(' ');
	if (error.level === 'client-authentication') return new RemoteError('auth-failed', name, refused, [said]);
	if (error.level === 'client-timeout')
		return new RemoteError(
			'timeout',
			name,
			told(
				`${where.en} accepted the connection but did not finish the login in time`,
				`${where.zh} 接受了连接，但没有在限定时间内完成登录`,
			),
		);
	if (/too many authentication failures/i.test(said))
		return new RemoteError('auth-failed', name, told(`${refused.en}: too many tries`, `${refused.zh}：尝试次数过多`), [
			said,
			told('Name one key with IdentityFile and IdentitiesOnly.', '请用 IdentityFile 和 IdentitiesOnly 指定一个密钥。'),
		]);
	if (/no matching|handshake failed/i.test(said))
		return new RemoteError(
			'unreachable',
			name,
			told(`${where.en} and kubewiz have no common way to encrypt`, `${where.zh} 与 kubewiz 没有共同的加密方式`),
			[
				said,
				told(
					'kubewiz speaks curve25519, ecdh and group14/16 with SHA-2; not SHA-1, and not sshd set up for post-quantum key exchange only.',
					'kubewiz 支持 curve25519、ecdh 以及使用 SHA-2 的 group14/16；不支持 SHA-1，也不支持只允许后量子密钥交换的 sshd。',
				),
			],
		);
	if (!sawKey) {
		if (error.code === undefined || error.code === 'ECONNRESET' || error.code === 'EPIPE' || error.code === 'ETIMEDOUT')
			return new RemoteError(
				'dropped-before-login',
				name,
				told(`${where.en} dropped the connection before login`, `${where.zh} 在登录前断开了连接`),
				[
					said,
					told(
						'An sshd does so when too many log in at once (MaxStartups), or when it shuts this address out for a while (PerSourcePenalties).',
						'同时登录过多（MaxStartups）或此地址被暂时封禁（PerSourcePenalties）时，sshd 会这样做。',
					),
				],
			);
		return socketError(name, address, port, error as NodeJS.ErrnoException);
	}
	return new RemoteError(
		'dropped-before-login',
		name,
		told(`${where.en} closed the connection during the login`, `${where.zh} 在登录过程中关闭了连接`),
		[said],
	);
}
