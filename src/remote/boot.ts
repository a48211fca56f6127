import {randomBytes} from 'node:crypto';
import type {ByteChannel} from './byte-channel.ts';
import {RemoteError} from './contract.ts';
import {bootCommand, encodeProgram} from './protocol.ts';
import {cleanLines} from './sanitize.ts';
import {elevation, sudoRefusal} from './sudo.ts';
import type {SudoAsk} from './sudo-password.ts';

/** What rc files may print before we take the shell for none of ours. */
const maxNoise = 1 << 20;

export interface BootOptions {
	readonly host: string;
	readonly user: string;
	/** Opens the one command channel. */
	readonly exec: (command: string) => Promise<ByteChannel>;
	/** The agent. */
	readonly program: string;
	/** Asked only when sudo wants a password. */
	readonly sudoPassword: SudoAsk;
	readonly timeoutMs: number;
	readonly signal?: AbortSignal;
}

export interface BootedAgent {
	readonly channel: ByteChannel;
	/** Takes over the channel's output; nothing has been read beyond the opening. */
	readonly listen: (listener: {
		readonly data: (chunk: Buffer) => void;
		readonly closed: (code: number | null, reason: string) => void;
	}) => void;
}

/**
 * Gets from a login shell to a root agent: noise of rc files is dropped, sudo
 * is used when the user is not root, and the password is written only after
 * sudo has printed the prompt made for this very call.
 *
 * Throws RemoteError `no-agent`, `sudo-password-needed`, `sudo-password-wrong`,
 * `sudo-not-allowed`, `sudo-needs-tty`, `timeout`.
 */
export async function boot(options: BootOptions): Promise<BootedAgent> {
	const mark = randomBytes(16).toString('hex');
	const stage = new BootStage(options, await options.exec(bootCommand(mark)));
	try {
		const login = await stage.mark(mark);
		if (login.uid !== 0) await becomeRoot(stage, options, login);
		stage.channel.write(encodeProgram(options.program));
		return {channel: stage.channel, listen: (listener) => stage.handOver(listener)};
	} catch (error) {
		stage.channel.close();
		throw error;
	}
}

interface Login {
	readonly uid: number;
	/** Exit code of `sudo -n`. */
	readonly sudo: number;
	readonly message: string;
}

async function becomeRoot(stage: BootStage, options: BootOptions, login: Login): Promise<void> {
	const mark = randomBytes(16).toString('hex');
	const root = login.sudo === 0 ? await withoutPassword(stage, mark) : await withPassword(stage, options, login, mark);
	if (root.uid !== 0)
		throw new RemoteError('sudo-not-allowed', options.host, `sudo made ${options.user} the user with uid ${root.uid}, not root`);
}

async function withoutPassword(stage: BootStage, mark: string): Promise<Login> {
	stage.channel.write(encodeProgram(elevation(bootCommand(mark))));
	return await stage.mark(mark, '');
}

async function withPassword(stage: BootStage, options: BootOptions, login: Login, mark: string): Promise<Login> {
	const {host, user} = options;
	const refusal = sudoRefusal(host, user, login.message);
	if (refusal && refusal.code !== 'sudo-password-needed') throw refusal;
	const prompt = `kubewiz-${randomBytes(16).toString('hex')}:`;
	const root = await options.sudoPassword(async (password) => {
		stage.channel.write(encodeProgram(elevation(bootCommand(mark), prompt)));
		await stage.prompt(prompt, mark);
		stage.channel.write(Buffer.from(`${password.reveal()}\n`, 'utf8'));
		return await stage.mark(mark, prompt);
	});
	if (!root) throw refusal ?? new RemoteError('sudo-password-needed', host, `sudo asks ${user} for a password, and none was given`);
	return root;
}

/** Reads the channel until the agent takes over. */
class BootStage {
	readonly channel: ByteChannel;
	readonly #options: BootOptions;
	#stdout = Buffer.alloc(0);
	#stderr = '';
	#closed: string | undefined;
	#code: number | null = null;
	#wake: () => void = () => {};
	#next: {readonly data: (chunk: Buffer) => void; readonly closed: (code: number | null, reason: string) => void} | undefined;

	constructor(options: BootOptions, channel: ByteChannel) {
		this.#options = options;
		this.channel = channel;
		channel.listen({
			stdout: (chunk) => {
				if (this.#next) this.#next.data(chunk);
				else this.#stdout = Buffer.concat([this.#stdout, chunk]);
				this.#wake();
			},
			stderr: (chunk) => {
				if (!this.#next) this.#stderr = (this.#stderr + chunk.toString('latin1')).slice(-maxNoise);
				this.#wake();
			},
			closed: (code, reason) => {
				this.#code = code;
				this.#closed = code === null ? reason : `the command ended with exit code ${code}`;
				this.#next?.closed(code, reason);
				this.#wake();
			},
		});
	}

	handOver(listener: {readonly data: (chunk: Buffer) => void; readonly closed: (code: number | null, reason: string) => void}): void {
		this.#next = listener;
		if (this.#stdout.length > 0) listener.data(this.#stdout);
		this.#stdout = Buffer.alloc(0);
		if (this.#closed !== undefined) listener.closed(this.#code, this.#closed);
	}

	/** Waits for the line with this mark, of sudo's shell when a prompt is given (empty: it needs none). Sees the prompt a second time: the password was wrong. */
	async mark(mark: string, prompt?: string): Promise<Login> {
		const line = new RegExp(`(?:^|\\n)KWBOOT ${mark} (\\d+) (\\d+|-) ?([^\\n]*)\\n`);
		return await this.#until(() => {
			const match = line.exec(this.#stdout.toString('latin1'));
			if (match) {
				this.#stdout = this.#stdout.subarray(match.index + match[0].length);
				return {uid: Number(match[1]), sudo: Number(match[2]), message: match[3] as string};
			}
			if (prompt && this.#stderr.split(prompt).length > 2) throw this.#wrongPassword();
			return undefined;
		}, prompt !== undefined);
	}

	/** Waits for sudo to print our prompt. */
	async prompt(prompt: string, mark: string): Promise<void> {
		await this.#until(() => {
			if (this.#stdout.includes(mark)) return true;
			return this.#stderr.includes(prompt) ? true : undefined;
		}, true);
		if (this.#stdout.includes(mark))
			throw new RemoteError('protocol', this.#options.host, 'sudo asked for a password a moment ago and now does not');
	}

	#until<Value>(look: () => Value | undefined, sudo: boolean): Promise<Value> {
		const {host, signal, timeoutMs} = this.#options;
		return new Promise<Value>((resolve, reject) => {
			const end = (finish: () => void): void => {
				clearTimeout(timer);
				signal?.removeEventListener('abort', abort);
				this.#wake = () => {};
				finish();
			};
			const abort = (): void => end(() => reject(new RemoteError('timeout', host, 'cancelled before the host answered')));
			const timer = setTimeout(() => end(() => reject(this.#stuck(sudo))), timeoutMs);
			signal?.addEventListener('abort', abort, {once: true});
			this.#wake = () => {
				try {
					const found = look();
					if (found !== undefined) return end(() => resolve(found));
					if (this.#closed !== undefined) return end(() => reject(sudo ? this.#sudoEnded() : this.#noShell()));
					if (this.#stdout.length > maxNoise) return end(() => reject(this.#noShell()));
				} catch (error) {
					end(() => reject(error));
				}
			};
			if (signal?.aborted) abort();
			else this.#wake();
		});
	}

	#evidence(): string[] {
		const said = cleanLines(`${this.#stdout.toString('utf8')}\n${this.#stderr}`).filter((line) => line.trim() !== '');
		return said.slice(-5).map((line) => `the host printed: ${line}`);
	}

	#noShell(): RemoteError {
		const {host, user} = this.#options;
		return new RemoteError(
			'no-agent',
			host,
			`${user}'s login shell on ${host} did not run /bin/sh (${this.#closed ?? 'it printed too much'})`,
			[...this.#evidence(), 'A shell such as nologin, a ForceCommand, or an rc file that ends the shell can be the cause.'],
		);
	}

	#stuck(sudo: boolean): RemoteError {
		const {host, user, timeoutMs} = this.#options;
		const what = sudo ? 'sudo asked for something other than a password, or hangs' : `${user}'s login shell did not answer`;
		return new RemoteError(sudo ? 'sudo-not-allowed' : 'no-agent', host, `${what} (waited ${timeoutMs / 1000} s)`, this.#evidence());
	}

	#sudoEnded(): RemoteError {
		const {host, user} = this.#options;
		const said = this.#stderr + this.#stdout.toString('latin1');
		const refusal = sudoRefusal(host, user, said);
		if (refusal) return refusal;
		return new RemoteError(
			'sudo-not-allowed',
			host,
			`sudo on ${host} did not start a shell for ${user} (${this.#closed})`,
			this.#evidence(),
		);
	}

	#wrongPassword(): RemoteError {
		const {host, user} = this.#options;
		return new RemoteError('sudo-password-wrong', host, `sudo on ${host} refused the password of ${user}`, [
			'It was tried once. Further tries could lock the account.',
		]);
	}
}
