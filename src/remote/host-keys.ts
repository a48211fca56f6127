import {told, within} from '../told.ts';
import {RemoteError} from './contract.ts';
import {fingerprint, judgeKey, type KeyVerdict, keyAlgorithms, linesFor} from './host-key-check.ts';
import type {HostSettings} from './host-settings.ts';
import {type KnownHost, knownName, readKnownHosts, typeInKey} from './known-hosts.ts';

/** The check of one handshake. */
export interface KeyCheck {
	readonly algorithms: readonly string[];
	/** True only for a key on file. Never waits: an sshd counts the seconds. */
	readonly accept: (key: Buffer) => boolean;
	/** Why `accept` said no. */
	readonly refusal: () => RemoteError | undefined;
}

/** Files of known_hosts, instead of those of ssh_config. */
export interface KnownHostsFiles {
	readonly user?: readonly string[];
	readonly global?: readonly string[];
}

/** Keys of hosts, as known_hosts has them. Read once, and again after keys were added. */
export class HostKeys {
	readonly #files: KnownHostsFiles;
	readonly #read = new Map<string, KnownHost[]>();

	constructor(files: KnownHostsFiles = {}) {
		this.#files = files;
	}

	/** Throws RemoteError `known-hosts-unreadable`. */
	checkFor(settings: HostSettings): KeyCheck {
		const known = this.#known(settings);
		let refusal: RemoteError | undefined;
		return {
			algorithms: keyAlgorithms(settings, known),
			accept: (key) => {
				refusal = keyRefusal(settings, key, judgeKey(settings, key, known));
				return refusal === undefined;
			},
			refusal: () => refusal,
		};
	}

	/** What is on file for this key. */
	judge(settings: HostSettings, key: Buffer): KeyVerdict {
		return judgeKey(settings, key, this.#known(settings));
	}

	/** Host key algorithms in the order to ask for. */
	algorithms(settings: HostSettings): string[] {
		return keyAlgorithms(settings, this.#known(settings));
	}

	/** Keys on file for this sshd, in base64. */
	keysOf(settings: HostSettings): string[] {
		return linesFor(settings, this.#known(settings))
			.filter((line) => line.marker === undefined)
			.map((line) => line.key);
	}

	/** The file to which new keys go. */
	fileFor(settings: HostSettings): string | undefined {
		return (this.#files.user ?? settings.userKnownHosts)[0];
	}

	/** Forgets what was read. */
	reload(): void {
		this.#read.clear();
	}

	#known(settings: HostSettings): KnownHost[] {
		const files = [...(this.#files.user ?? settings.userKnownHosts), ...(this.#files.global ?? settings.globalKnownHosts)];
		const key = files.join('\0');
		const cached = this.#read.get(key);
		if (cached) return cached;
		try {
			const known = readKnownHosts(files);
			this.#read.set(key, known);
			return known;
		} catch (error) {
			if (!(error instanceof RemoteError)) throw error;
			throw new RemoteError(error.code, settings.name, error.told, error.details);
		}
	}
}

function keyRefusal(settings: HostSettings, key: Buffer, verdict: KeyVerdict): RemoteError | undefined {
	const {name, address, port} = settings;
	const seen = `${typeInKey(key.toString('base64'))} ${fingerprint(key)}`;
	const shown = told(`it shows ${seen}`, `主机出示：${seen}`);
	const keyFile = `/etc/ssh/ssh_host_${typeInKey(key.toString('base64')).replace(/^ssh-|-sha2.*$/g, '')}_key.pub`;
	const entry = settings.keyAlias ?? knownName(address, port);
	switch (verdict.kind) {
		case 'known':
			return undefined;
		case 'unknown':
			return new RemoteError('host-key-unknown', name, told(`the host key of ${name} is not known`, `${name} 的主机密钥未知`), [
				shown,
				...(verdict.note ? [verdict.note] : []),
				told(`Compare it on the host: ssh-keygen -lf ${keyFile}`, `请在主机上核对：ssh-keygen -lf ${keyFile}`),
			]);
		case 'revoked':
			return new RemoteError(
				'host-key-revoked',
				name,
				told(
					`the host key of ${name} is revoked: ${verdict.by.file}:${verdict.by.line}`,
					`${name} 的主机密钥已被吊销：${verdict.by.file}:${verdict.by.line}`,
				),
				[shown],
			);
		case 'changed':
		case 'other-type':
			return new RemoteError(
				'host-key-changed',
				name,
				told(
					`the host key of ${name} has changed: ${verdict.by.file}:${verdict.by.line} has another`,
					`${name} 的主机密钥已改变：${verdict.by.file}:${verdict.by.line} 中是另一个`,
				),
				[
					within(`${verdict.by.type} ${fingerprint(Buffer.from(verdict.by.key, 'base64'))}`, (it) =>
						told(`on file: ${it.en}`, `已记录：${it.zh}`),
					),
					shown,
					told(
						'Either the host was installed anew, or somebody stands between. kubewiz does not connect.',
						'要么主机重装过，要么有中间人。kubewiz 不会连接。',
					),
					told(
						`When you know that it is right: ssh-keygen -f ${verdict.by.file} -R '${entry}'`,
						`确认无误后执行：ssh-keygen -f ${verdict.by.file} -R '${entry}'`,
					),
				],
			);
	}
}
