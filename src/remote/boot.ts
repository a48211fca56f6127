import {randomBytes} from 'node:crypto';
import {type Said, type Told, told} from '../told.ts';
import type {ByteChannel} from './byte-channel.ts';
import {RemoteError} from './contract.ts';
import {bootCommand, encodeProgram} from './protocol.ts';
import {cleanLines} from './sanitize.ts';
import {elevation, sudoRefusal} from './sudo.ts';
import type {SudoAsk} from './sudo-password.ts';

/** What rc files may print before we take the shell for none of ours. */
const maxNoise = 1 << 20;

interface BootOptions {
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
		throw new RemoteError(
			'sudo-not-allowed',
			options.host,
			told(
				`sudo made ${options.user} the user with uid ${root.uid}, not root`,
				`sudo 使 ${options.user} 成为 uid ${root.uid} 的用户，而不是 root`,
			),
		);
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
	if (!root)
		throw (
			refusal ??
			new RemoteError(
				'sudo-password-needed',
				host,
				told(`sudo asks ${user} for a password, and none was given`, `sudo 向 ${user} 要密码，但没有提供`),
			)
		);
	return root;
}

/** Reads the channel until the agent takes over. */
class BootStage {
	readonly channel: ByteChannel;
	readonly #options: BootOptions;
	#stdout = Buffer.alloc(0);
	#stderr = '';
	#closed: Told | undefined;
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
				this.#closed =
					code === null
						? told(reason, `连接已断开（${reason}）`)
						: told(`the command ended with exit code ${code}`, `命令以退出码 ${code} 结束`);
				this.#next?.closed(code, reason);
				this.#wake();
			},
		});
	}

	handOver(listener: {readonly data: (chunk: Buffer) => void; readonly closed: (code: number | null, reason: string) => void}): void {
		this.#next = listener;
		if (this.#stdout.length > 0) listener.data(this.#stdout);
		this.#stdout = Buffer.alloc(0);
		if (this.#closed !== undefined) listener.closed(this.#code, this.#closed.en);
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
			throw new RemoteError(
				'protocol',
				this.#options.host,
				told('sudo asked for a password a moment ago and now does not', 'sudo 刚才要密码，现在却不要'),
			);
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
			const abort = (): void =>
				end(() => reject(new RemoteError('timeout', host, told('cancelled before the host answered', '主机应答前被取消'))));
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

	#evidence(): Said[] {
		const said = cleanLines(`${this.#stdout.toString('utf8')}\n${this.#stderr}`).filter((line) => line.trim() !== '');
		return said.slice(-5).map((line) => told(`the host printed: ${line}`, `主机输出：${line}`));
	}

	#noShell(): RemoteError {
		const {host, user} = this.#options;
		const why = this.#closed ?? told('it printed too much', '输出过多');
		return new RemoteError(
			'no-agent',
			host,
			told(
				`${user}'s login shell on ${host} did not run /bin/sh (${why.en})`,
				`${user} 在 ${host} 上的登录 shell 没有运行 /bin/sh（${why.zh}）`,
			),
			[
				...this.#evidence(),
				told(
					'A shell such as nologin, a ForceCommand, or an rc file that ends the shell can be the cause.',
					'原因可能是 nologin 之类的 shell、ForceCommand，或会结束 shell 的 rc 文件。',
				),
			],
		);
	}

	#stuck(sudo: boolean): RemoteError {
		const {host, user, timeoutMs} = this.#options;
		const what = sudo
			? told('sudo asked for something other than a password, or hangs', 'sudo 要求密码以外的东西，或没有响应')
			: told(`${user}'s login shell did not answer`, `${user} 的登录 shell 没有应答`);
		const waited = told(`${what.en} (waited ${timeoutMs / 1000} s)`, `${what.zh}（已等待 ${timeoutMs / 1000} 秒）`);
		return new RemoteError(sudo ? 'sudo-not-allowed' : 'no-agent', host, waited, this.#evidence());
	}

	#sudoEnded(): RemoteError {
		const {host, user} = this.#options;
		const said = this.#stderr + this.#stdout.toString('latin1');
		const refusal = sudoRefusal(host, user, said);
		if (refusal) return refusal;
		return new RemoteError(
			'sudo-not-allowed',
			host,
			told(
				`sudo on ${host} did not start a shell for ${user} (${this.#closed?.en})`,
				`${host} 上的 sudo 没有为 ${user} 启动 shell（${this.#closed?.zh}）`,
			),
			this.#evidence(),
		);
	}

	#wrongPassword(): RemoteError {
		const {host, user} = this.#options;
		return new RemoteError(
			'sudo-password-wrong',
			host,
			told(`sudo on ${host} refused the password of ${user}`, `${host} 上的 sudo 拒绝了 ${user} 的密码`),
			[told('It was tried once. Further tries could lock the account.', '只尝试了一次。继续尝试可能锁定账户。')],
		);
	}
}
