import {readFile} from 'node:fs/promises';
import {resolve} from 'node:path';
import {exitCodes} from '../events/event.ts';
import {counted} from '../output/look.ts';
import {table} from '../output/table.ts';
import type {Fleet, UnknownHostKey} from '../remote/contract.ts';
import {inWords, type Language, type Said, type Told, told, within} from '../told.ts';
import {CommandError, needInput, usageError} from './command-error.ts';
import type {Session} from './session.ts';

/**
 * Settles host keys before any login: unknown ones are shown together with
 * their fingerprints, then accepted by `--accept-host-keys` or by one answer of
 * the operator, and written to known_hosts. Throws CommandError (exit 3) when
 * some stay unknown; a changed key is the fleet's RemoteError.
 */
export async function settleHostKeys(session: Session, fleet: Fleet, hosts: readonly string[], accept: string | undefined): Promise<void> {
	// A host behind a jump host can be asked only once that one's key is accepted, so there is a round for each hop.
	const settled = new Set<string>();
	for (let unknown = await fleet.unknownHostKeys(hosts); unknown.length > 0; unknown = await fleet.unknownHostKeys(hosts)) {
		if (unknown.every((key) => settled.has(key.line)))
			throw refusal(
				unknown,
				told('host keys stay unknown though they were written to known_hosts', '主机密钥已写入 known_hosts，却仍然未知'),
			);
		await settleRound(session, unknown, accept);
		await fleet.acceptHostKeys(unknown);
		for (const key of unknown) settled.add(key.line);
	}
}

async function settleRound(session: Session, unknown: readonly UnknownHostKey[], accept: string | undefined): Promise<void> {
	if (accept === undefined) return askOperator(session, unknown);
	const refused = await notAccepted(session, unknown, accept);
	if (refused.length > 0)
		throw refusal(
			refused,
			within(counted(refused.length, 'host key'), (it) => told(`${it.en} not among those accepted`, `${it.zh}不在已接受之列`)),
		);
	session.say([told('Host keys accepted:', '已接受的主机密钥：'), ...keyLines(unknown)]);
}

async function askOperator(session: Session, unknown: readonly UnknownHostKey[]): Promise<void> {
	const question = within(counted(unknown.length, 'host key'), (it) => told(`${it.en} not known yet`, `${it.zh}尚未知`));
	if (!session.ask) {
		throw needInput(
			'host-key-unknown',
			told(`${question.en}, and nobody to ask`, `${question.zh}，且无人可问`),
			[
				...keyLines(unknown),
				'',
				told(
					'Compare the fingerprints with `ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub` on the hosts, then use',
					'请在主机上用 `ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub` 核对指纹，然后使用',
				),
				told(
					'--accept-host-keys FILE with the fingerprints in it, or --accept-host-keys all on a network you trust',
					'--accept-host-keys FILE（文件中写指纹），或在可信网络中用 --accept-host-keys all',
				),
			],
			exitCodes.login,
		);
	}
	session.say([told(`${question.en}:`, `${question.zh}：`), ...keyLines(unknown)]);
	const yes = await session.ask.confirm(
		told(
			'Are these the fingerprints of your hosts? They are then written to known_hosts.',
			'这些是您主机的指纹吗？确认后将写入 known_hosts。',
		),
	);
	if (!yes) throw refusal(unknown, told('host keys not accepted', '未接受主机密钥'));
}

function refusal(keys: readonly UnknownHostKey[], message: Told): CommandError {
	return new CommandError('host-key-unknown', told(`${message.en}; no host was logged into`, `${message.zh}；没有登录任何主机`), {
		exitCode: exitCodes.login,
		details: keyLines(keys),
	});
}

/** Every key with host and fingerprint; one key on several hosts is a cloned image, and told as such. */
function keyLines(keys: readonly UnknownHostKey[]): readonly Said[] {
	const lines = (language: Language) =>
		table(
			[told('HOST', '主机'), told('ADDRESS', '地址'), told('TYPE', '类型'), told('FINGERPRINT', '指纹'), ''].map((head) =>
				inWords(head, language),
			),
			keys.map(({host, address, port, type, fingerprint, sharedWith}) => [
				host,
				`${address}:${port}`,
				type,
				fingerprint,
				sharedWith.length > 0 ? inWords(sameKey(sharedWith), language) : '',
			]),
		);
	const chinese = lines('zh');
	return lines('en').map((line, at) => told(line, chinese[at] ?? line));
}

function sameKey(others: readonly string[]): Said {
	return told(`same key as ${others.join(', ')}: a cloned image?`, `与 ${others.join('、')} 的密钥相同：是克隆的镜像吗？`);
}

async function notAccepted(session: Session, keys: readonly UnknownHostKey[], accept: string): Promise<readonly UnknownHostKey[]> {
	if (accept === 'all') return [];
	const path = resolve(session.environment.cwd, accept);
	const text = await readFile(path, 'utf8').catch((error: Error) => {
		throw usageError(
			'accept-host-keys',
			told(`--accept-host-keys ${accept}: ${error.message}`, `--accept-host-keys ${accept}：${error.message}`),
			[told('it is the word all, or a file with fingerprints', '应为 all，或一个含指纹的文件')],
		);
	});
	const listed = new Set(text.match(/SHA256:[A-Za-z0-9+/]{43}/g) ?? []);
	if (listed.size === 0)
		throw usageError(
			'accept-host-keys',
			told(`${path} holds no fingerprint like SHA256:… of 43 characters`, `${path} 中没有 SHA256:… 这样 43 个字符的指纹`),
		);
	return keys.filter((key) => !listed.has(key.fingerprint));
}
