import type {Secret} from '../shell/secret.ts';
import type {AuthSource} from './auth-source.ts';
import type {Redactor} from './redact.ts';

/** The same source; every secret it gives is unreadable in all output from then on. */
export function rememberSecrets(auth: AuthSource, redactor: Redactor): AuthSource {
	const remember = async (given: Promise<Secret | undefined>): Promise<Secret | undefined> => {
		const secret = await given;
		if (secret) redactor.add(secret);
		return secret;
	};
	return {
		loginPassword: (account) => remember(auth.loginPassword(account)),
		sudoPassword: (account) => remember(auth.sudoPassword(account)),
		passphrase: (file) => remember(auth.passphrase(file)),
		answer: (account, question) => remember(auth.answer?.(account, question) ?? Promise.resolve(undefined)),
		refused: (kind, account) => auth.refused?.(kind, account),
	};
}
