import type {AuthSource} from '../../src/remote/auth-source.ts';

/** For hosts that need no secret. */
export const noSecrets: AuthSource = {
	loginPassword: async () => undefined,
	sudoPassword: async () => undefined,
	passphrase: async () => undefined,
};
