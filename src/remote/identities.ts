import {readFile} from 'node:fs/promises';
import ssh2, {type AnyAuthMethod, type ParsedKey, type SignCallback, type SigningRequestOptions} from 'ssh2';
import type {Secret} from '../shell/secret.ts';
import {type Said, told} from '../told.ts';
import type {HostSettings} from './host-settings.ts';

const {BaseAgent, createAgent, utils} = ssh2;

/** sshd allows six tries (MaxAuthTries); one is left for the password. */
const maxKeys = 5;

export interface Identity {
	/** For the operator: the file, or the agent. */
	readonly name: string;
	readonly method: AnyAuthMethod;
}

interface Identities {
	/** Usable at once: plain key files, keys in the agent. */
	readonly ready: readonly Identity[];
	/** Key files that need a passphrase. */
	readonly encrypted: readonly string[];
	/** What could not be used, and why. */
	readonly notes: readonly Said[];
}

/** The keys to try for a host, in ssh's order: named files first (by the agent, if it holds them), then the agent's others. */
export async function identitiesOf(settings: HostSettings): Promise<Identities> {
	const held = await agentKeys(settings.agent);
	const ready: Identity[] = [];
	const encrypted: string[] = [];
	const notes = [...held.notes];
	const used = new Set<string>();
	for (const file of settings.identityFiles) {
		const key = await readKey(file, settings.identityChosen, notes);
		if (key === undefined) continue;
		const inAgent = held.keys.find((one) => one.getPublicSSH().equals(key.public ?? Buffer.alloc(0)));
		if (inAgent && settings.agent) {
			used.add(inAgent.getPublicSSH().toString('base64'));
			ready.push(byAgent(settings, inAgent, `${file} (agent)`));
		} else if (key.private) ready.push({name: file, method: {type: 'publickey', username: settings.user, key: key.private}});
		else if (key.encrypted) encrypted.push(file);
	}
	if (settings.agent && !settings.identitiesOnly) {
		for (const key of held.keys) {
			if (!used.has(key.getPublicSSH().toString('base64'))) ready.push(byAgent(settings, key, `agent key ${key.comment || key.type}`));
		}
	}
	if (ready.length > maxKeys)
		notes.push(
			told(
				`${ready.length - maxKeys} more keys were not tried: sshd allows six tries. Name one with IdentityFile.`,
				`还有 ${ready.length - maxKeys} 个密钥未尝试：sshd 只允许六次。请用 IdentityFile 指定一个。`,
			),
		);
	return {ready: ready.slice(0, maxKeys), encrypted: encrypted.slice(0, Math.max(1, maxKeys - ready.length)), notes};
}

/** Opens an encrypted key file. Undefined when the passphrase is wrong. */
export async function unlock(file: string, passphrase: Secret, user: string): Promise<Identity | undefined> {
	const parsed = utils.parseKey(await readFile(file), passphrase.reveal());
	if (parsed instanceof Error) return undefined;
	return {name: file, method: {type: 'publickey', username: user, key: parsed}};
}

interface KeyFile {
	readonly private?: ParsedKey;
	readonly public?: Buffer;
	readonly encrypted?: boolean;
}

async function readKey(file: string, chosen: boolean, notes: Said[]): Promise<KeyFile | undefined> {
	let text: Buffer;
	try {
		text = await readFile(file);
	} catch (error) {
		const {code, message} = error as NodeJS.ErrnoException;
		if (chosen || code !== 'ENOENT')
			notes.push(
				told(
					`key file ${file}: ${code === 'ENOENT' ? 'there is none' : message}`,
					`密钥文件 ${file}：${code === 'ENOENT' ? '不存在' : message}`,
				),
			);
		// The agent may hold a key whose private file is elsewhere.
		return await publicKey(file);
	}
	const parsed = utils.parseKey(text);
	if (!(parsed instanceof Error))
		return parsed.isPrivateKey() ? {private: parsed, public: parsed.getPublicSSH()} : {public: parsed.getPublicSSH()};
	if (/encrypted|passphrase/i.test(parsed.message)) return {...(await publicKey(file)), encrypted: true};
	notes.push(told(`key file ${file}: ${parsed.message}`, `密钥文件 ${file}：${parsed.message}`));
	return undefined;
}

async function publicKey(file: string): Promise<KeyFile | undefined> {
	const text = await readFile(`${file}.pub`).catch(() => undefined);
	const parsed = text && utils.parseKey(text);
	return parsed && !(parsed instanceof Error) ? {public: parsed.getPublicSSH()} : undefined;
}

async function agentKeys(socket: string | undefined): Promise<{keys: ParsedKey[]; notes: Said[]}> {
	if (socket === undefined) return {keys: [], notes: []};
	return await new Promise((resolve) => {
		createAgent(socket).getIdentities((error, keys) => {
			if (error) resolve({keys: [], notes: [told(`ssh-agent at ${socket}: ${error.message}`, `ssh-agent（${socket}）：${error.message}`)]});
			else resolve({keys: (keys ?? []) as ParsedKey[], notes: []});
		});
	});
}

function byAgent(settings: HostSettings, key: ParsedKey, name: string): Identity {
	return {name, method: {type: 'agent', username: settings.user, agent: new OneKeyAgent(settings.agent as string, key) as never}};
}

/** The ssh-agent, showing one of its keys. It signs; it is never forwarded (CVE-2023-38408). */
class OneKeyAgent extends BaseAgent<ParsedKey> {
	readonly #agent: ReturnType<typeof createAgent>;
	readonly #key: ParsedKey;

	constructor(socket: string, key: ParsedKey) {
		super();
		this.#agent = createAgent(socket);
		this.#key = key;
	}

	override getIdentities(callback: (error: Error | null, keys?: ParsedKey[]) => void): void {
		callback(null, [this.#key]);
	}

	override sign(key: ParsedKey, data: Buffer, options: SigningRequestOptions | SignCallback, callback?: SignCallback): void {
		if (typeof options === 'function') this.#agent.sign(key, data, options);
		else this.#agent.sign(key, data, options, callback);
	}
}
