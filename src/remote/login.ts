import type {Duplex} from 'node:stream';
import type {Secret} from '../shell/secret.ts';
import {type Said, told} from '../told.ts';
import {type AuthRecord, authHandler, type Question} from './auth-attempt.ts';
import type {Account, AuthSource} from './auth-source.ts';
import type {Canary} from './canary.ts';
import {RemoteError} from './contract.ts';
import type {HostKeys} from './host-keys.ts';
import type {HostSettings} from './host-settings.ts';
import {type Identity, identitiesOf, unlock} from './identities.ts';
import {loginError} from './login-error.ts';
import {type Keepalive, SshConnection} from './ssh-connection.ts';

interface LoginTools {
	readonly auth: AuthSource;
	readonly canary: Canary;
	readonly hostKeys: HostKeys;
	readonly keepalive: Keepalive;
	/** A fresh socket to the sshd. Each attempt takes one, in the pool. */
	readonly socket: (settings: HostSettings, work: (socket: Duplex) => Promise<SshConnection>) => Promise<SshConnection>;
}

/**
 * Logs in: first with what needs no asking, then with encrypted keys, then with
 * a password; each stage a connection of its own, so that no sshd waits
 * for a human (LoginGraceTime). Nothing that was refused is tried twice.
 */
export async function login(settings: HostSettings, tools: LoginTools): Promise<SshConnection> {
	const account: Account = {host: settings.name, user: settings.user, address: settings.address};
	const identities = await identitiesOf(settings);
	const record: AuthRecord = {tried: [], offered: [], partial: false};
	const attempt = (keys: readonly Identity[], password?: Secret): Promise<SshConnection> =>
		connectOnce(settings, tools, account, keys, record, password);
	const mayGoOn = (error: unknown): boolean => error instanceof RemoteError && error.code === 'auth-failed';

	if (identities.ready.length > 0) {
		try {
			return await attempt(identities.ready);
		} catch (error) {
			if (!mayGoOn(error)) throw error;
		}
	}
	const unlocked = record.partial ? [] : await unlockAll(identities.encrypted, settings.user, tools.auth);
	if (unlocked.length > 0) {
		try {
			return await attempt(unlocked);
		} catch (error) {
			if (!mayGoOn(error)) throw error;
		}
	}
	const keys = record.partial ? [...identities.ready, ...unlocked] : [];
	if (record.offered.length === 0 || record.offered.some((method) => method === 'password' || method === 'keyboard-interactive')) {
		const connection = await withPassword(settings, account, tools, record, (password) => attempt(keys, password));
		if (connection) return connection;
	}
	// With nothing to offer, the sshd is asked all the same: its key may be wrong, or it may want no password at all.
	if (record.tried.length === 0) {
		try {
			return await attempt([]);
		} catch (error) {
			if (!mayGoOn(error)) throw error;
		}
	}
	const missing = identities.encrypted.filter((file) => !unlocked.some((key) => key.name === file));
	throw refused(settings, record, identities.notes, missing);
}

/** One password, on one host first; a second one only when the operator gives another. */
async function withPassword(
	settings: HostSettings,
	account: Account,
	tools: LoginTools,
	record: AuthRecord,
	attempt: (password: Secret) => Promise<SshConnection>,
): Promise<SshConnection | undefined> {
	const wrong = (error: unknown): boolean => error instanceof RemoteError && error.code === 'auth-failed';
	let last: string | undefined;
	for (let tries = 0; tries < 2; tries++) {
		const password = await tools.auth.loginPassword(account);
		if (!password || password.reveal() === last) return undefined;
		last = password.reveal();
		try {
			return await tools.canary.attempt(
				// Behind each jump host by itself: who tries the password on a host waits for the jump host, which may have the same one.
				`login ${account.user} through ${settings.jump ? settings.jump.name : 'none'}`,
				password,
				account.host,
				() => attempt(password),
				wrong,
				(host) =>
					new RemoteError(
						'auth-failed',
						account.host,
						told(
							`the password was not tried on ${account.host}: ${host} had refused it`,
							`没有在 ${account.host} 上尝试该密码：${host} 已拒绝了它`,
						),
					),
			);
		} catch (error) {
			if (!wrong(error)) throw error;
			tools.auth.refused?.('login', account);
			if (!record.tried.includes('password') && !record.tried.includes('keyboard-interactive')) throw error;
		}
	}
	return undefined;
}

async function connectOnce(
	settings: HostSettings,
	tools: LoginTools,
	account: Account,
	identities: readonly Identity[],
	record: AuthRecord,
	password?: Secret,
): Promise<SshConnection> {
	const answer = async (question: Question): Promise<string | undefined> => {
		const isPassword = !question.echo && !/code|otp|token|verification|验证码|动态/i.test(question.text);
		const secret = isPassword ? password : await tools.auth.answer?.(account, question.text);
		return secret?.reveal();
	};
	const credentials = {user: settings.user, identities, answer, ...(password ? {password} : {})};
	return await tools.socket(settings, async (socket) => {
		const check = tools.hostKeys.checkFor(settings);
		let sawKey = false;
		try {
			return await SshConnection.open({
				user: settings.user,
				socket,
				hostKeyAlgorithms: check.algorithms,
				acceptKey: (key) => {
					sawKey = true;
					return check.accept(key);
				},
				auth: authHandler(credentials, record),
				keepalive: tools.keepalive,
			});
		} catch (error) {
			throw check.refusal() ?? loginError(settings, error as Error, sawKey);
		}
	});
}

async function unlockAll(files: readonly string[], user: string, auth: AuthSource): Promise<Identity[]> {
	const unlocked: Identity[] = [];
	for (const file of files) {
		let last: string | undefined;
		for (let tries = 0; tries < 2; tries++) {
			const passphrase = await auth.passphrase(file);
			if (!passphrase || passphrase.reveal() === last) break;
			last = passphrase.reveal();
			const identity = await unlock(file, passphrase, user);
			if (identity) {
				unlocked.push(identity);
				break;
			}
			auth.refused?.('passphrase', file);
		}
	}
	return unlocked;
}

function refused(settings: HostSettings, record: AuthRecord, notes: readonly Said[], locked: readonly string[]): RemoteError {
	const {name, user} = settings;
	const details = [
		record.tried.length > 0
			? told(`tried: ${[...new Set(record.tried)].join(', ')}`, `已尝试：${[...new Set(record.tried)].join('、')}`)
			: told('nothing to try: no key file, no agent, no password', '没有可尝试的方式：没有密钥文件、agent 或密码'),
		...(record.offered.length > 0 ? [told(`the host takes: ${record.offered.join(', ')}`, `主机接受：${record.offered.join('、')}`)] : []),
		...locked.map((file) =>
			told(`key file ${file} is encrypted, and no right passphrase was given`, `密钥文件 ${file} 已加密，但没有提供正确的口令`),
		),
		...notes,
	];
	if (record.tried.length === 0 && locked.length > 0)
		return new RemoteError(
			'passphrase-needed',
			name,
			told(`the key ${locked[0]} for ${user}@${name} needs its passphrase`, `${user}@${name} 的密钥 ${locked[0]} 需要口令`),
			details,
		);
	return new RemoteError('auth-failed', name, told(`${name} did not let ${user} in`, `${name} 拒绝 ${user} 登录`), details);
}
