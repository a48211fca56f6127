import type {Secret} from '../shell/secret.ts';

/** Whose secret is asked for. */
export interface Account {
	/** Name in the spec; for a jump host as written there. */
	readonly host: string;
	readonly user: string;
	readonly address: string;
}

/**
 * Where passwords come from: a prompt, an environment variable, a file. Each
 * method may take its time and may give undefined: there is none. It is asked
 * again for the same account only after `refused`.
 */
export interface AuthSource {
	loginPassword(account: Account): Promise<Secret | undefined>;
	sudoPassword(account: Account): Promise<Secret | undefined>;
	/** Passphrase of an encrypted key file. */
	passphrase(file: string): Promise<Secret | undefined>;
	/** An answer to a question that is no password: a one-time code. */
	answer?(account: Account, question: string): Promise<Secret | undefined>;
	/** The secret did not fit. When the next answer is another secret, it is tried once more; then never again. */
	refused?(kind: 'login' | 'sudo' | 'passphrase', account: Account | string): void;
}
