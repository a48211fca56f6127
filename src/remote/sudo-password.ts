import type {Secret} from '../shell/secret.ts';
import {told} from '../told.ts';
import type {Account, AuthSource} from './auth-source.ts';
import type {BootedAgent} from './boot.ts';
import type {Canary} from './canary.ts';
import {RemoteError} from './contract.ts';

/** Runs the rest of the way to root with the password; gives what that gives. */
export type SudoAsk = <Value>(rest: (password: Secret) => Promise<Value>) => Promise<Value | undefined>;

/**
 * Runs `open`, which asks for the sudo password only when sudo does. A password
 * is tried on one host before the others try it. Refused, it is asked for once
 * more; the same one again, or a second refusal, ends it: faillock counts.
 */
export async function withSudoPassword(
	account: Account,
	auth: AuthSource,
	canary: Canary,
	open: (ask: SudoAsk) => Promise<BootedAgent>,
): Promise<BootedAgent> {
	let last: string | undefined;
	const ask: SudoAsk = async (rest) => {
		const password = await auth.sudoPassword(account);
		if (!password) return undefined;
		if (password.reveal() === last) throw refused(account, account.host);
		last = password.reveal();
		return await canary.attempt(
			`sudo ${account.user}`,
			password,
			account.host,
			() => rest(password),
			isWrong,
			(host) => refused(account, host),
		);
	};
	try {
		return await open(ask);
	} catch (error) {
		if (!isWrong(error)) throw error;
		auth.refused?.('sudo', account);
		const next = await auth.sudoPassword(account);
		if (!next || next.reveal() === last) throw error;
		return await open(ask);
	}
}

function isWrong(error: unknown): boolean {
	return error instanceof RemoteError && error.code === 'sudo-password-wrong';
}

function refused(account: Account, host: string): RemoteError {
	const {user} = account;
	return new RemoteError(
		'sudo-password-wrong',
		account.host,
		told(`the sudo password of ${user} was not tried on ${account.host}`, `没有在 ${account.host} 上尝试 ${user} 的 sudo 密码`),
		[told(`${host} had refused it.`, `${host} 已拒绝了它。`)],
	);
}
