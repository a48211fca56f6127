import {RemoteError} from './contract.ts';
import {socketError} from './dial.ts';
import type {HostSettings} from './host-settings.ts';
import {cleanLines} from './sanitize.ts';

/** ssh2's errors before the login is done, in our words. `sawKey`: the host had shown its key. */
export function loginError(settings: HostSettings, error: Error & {level?: string; code?: string}, sawKey: boolean): RemoteError {
	const {name, address, port, user} = settings;
	const where = `${address} port ${port}`;
	const said = cleanLines(error.message).join(' ');
	if (error.level === 'client-authentication') return new RemoteError('auth-failed', name, `${name} did not let ${user} in`, [said]);
	if (error.level === 'client-timeout')
		return new RemoteError('timeout', name, `${where} accepted the connection but did not finish the login in time`);
	if (/too many authentication failures/i.test(said))
		return new RemoteError('auth-failed', name, `${name} did not let ${user} in: too many tries`, [
			said,
			'Name one key with IdentityFile and IdentitiesOnly.',
		]);
	if (/no matching|handshake failed/i.test(said))
		return new RemoteError('unreachable', name, `${where} and kubewiz have no common way to encrypt`, [
			said,
			'kubewiz speaks curve25519, ecdh and group14/16 with SHA-2; not SHA-1, and not sshd set up for post-quantum key exchange only.',
		]);
	if (!sawKey) {
		if (error.code === undefined || error.code === 'ECONNRESET' || error.code === 'EPIPE' || error.code === 'ETIMEDOUT')
			return new RemoteError('dropped-before-login', name, `${where} dropped the connection before login`, [
				said,
				'An sshd does so when too many log in at once (MaxStartups), or when it shuts this address out for a while (PerSourcePenalties).',
			]);
		return socketError(name, address, port, error as NodeJS.ErrnoException);
	}
	return new RemoteError('dropped-before-login', name, `${where} closed the connection during the login`, [said]);
}
