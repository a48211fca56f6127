import type {Account, AuthSource} from '../../remote/auth-source.ts';
import type {Redactor} from '../../remote/redact.ts';
import type {Secret} from '../../shell/secret.ts';

type Kind = 'login-password' | 'sudo-password' | 'passphrase';

/** The secrets typed into the wizard: in memory only, for one host or for all. */
export interface SecretStore {
	/** Undefined forgets it. */
	set(kind: Kind, secret: Secret | undefined, host: string | undefined): void;
	/** What a fleet asks for; a host that prints one back prints it to nobody. */
	source(redactor: Redactor): AuthSource;
}

export function secretStore(): SecretStore {
	const secrets = new Map<string, Secret>();
	const find = (kind: Kind, host: string) => secrets.get(`${kind} ${host}`) ?? secrets.get(kind);
	return {
		set(kind, secret, host) {
			const name = host === undefined ? kind : `${kind} ${host}`;
			if (secret) secrets.set(name, secret);
			else secrets.delete(name);
		},
		source(redactor) {
			const guarded = (secret: Secret | undefined) => {
				if (secret) redactor.add(secret);
				return secret;
			};
			return {
				loginPassword: async ({host}: Account) => guarded(find('login-password', host)),
				sudoPassword: async ({host}: Account) => guarded(find('sudo-password', host)),
				passphrase: async (file) => guarded(find('passphrase', file)),
			};
		},
	};
}
