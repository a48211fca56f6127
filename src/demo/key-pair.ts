import ssh2 from 'ssh2';

/**
 * A new ed25519 key pair in OpenSSH's form. ssh2 1.17 drops leading zero bytes
 * of the public key and so writes one pair in 256 that nobody can read:
 * each is read back before it is used.
 */
export function newKeyPair(): {readonly public: string; readonly private: string} {
	for (;;) {
		const pair = ssh2.utils.generateKeyPairSync('ed25519');
		const readable = [pair.private, pair.public].every((text) => !(ssh2.utils.parseKey(text) instanceof Error));
		if (readable) return pair;
	}
}
