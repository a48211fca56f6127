import type {Account, AuthSource} from '../remote/auth-source.ts';
import type {RemoteErrorCode} from '../remote/contract.ts';
import type {Redactor} from '../remote/redact.ts';
import type {Secret} from '../shell/secret.ts';
import {type Said, told, within} from '../told.ts';
import {usageError} from './command-error.ts';
import type {LoginFlags} from './flags.ts';
import {secretFromEnvironment, secretFromFile} from './secret-sources.ts';
import type {Session} from './session.ts';

type Kind = 'login' | 'sudo';

const kinds = {
	login: {
		name: 'SSH password',
		told: told('SSH password', 'SSH 密码'),
		variable: 'KUBEWIZ_SSH_PASSWORD',
		file: 'passwordFile',
		ask: 'askPass',
		flag: '--ask-pass',
	},
	sudo: {
		name: 'sudo password',
		told: told('sudo password', 'sudo 密码'),
		variable: 'KUBEWIZ_SUDO_PASSWORD',
		file: 'sudoPasswordFile',
		ask: 'askSudoPass',
		flag: '--ask-sudo-pass',
	},
} as const;

/** What to do when a login is refused, by the flags that help. */
export const loginHints: Readonly<Partial<Record<RemoteErrorCode, readonly Said[]>>> = {
	'auth-failed': [
		told(
			'a key: name it with ssh.identityFiles in the cluster file, or load it with ssh-add',
			'密钥：在集群文件的 ssh.identityFiles 中指定，或用 ssh-add 载入',
		),
		...ways('login'),
	],
	'sudo-password-needed': ways('sudo'),
	'sudo-password-wrong': ways('sudo'),
	'passphrase-needed': [told('unlock the key in an agent: ssh-add FILE', '在 agent 中解锁密钥：ssh-add FILE')],
};

function ways(kind: Kind): readonly Said[] {
	const {told: name, variable, flag} = kinds[kind];
	const file = kind === 'login' ? '--password-file' : '--sudo-password-file';
	return [
		told(
			`the ${name.en}: ${flag}, ${file} FILE (readable by you only), or the variable ${variable}`,
			`${name.zh}：${flag}、${file} FILE（仅您可读），或变量 ${variable}`,
		),
	];
}

/**
 * Where secrets come from: file, environment, or one question for all hosts,
 * asked when the first host needs it. After a refusal the operator is asked
 * again; the answer then holds for the hosts that come after. Questions come
 * one at a time. Throws CommandError (exit 2) when a file or flag cannot be used.
 */
export async function authSource(session: Session, flags: LoginFlags, redactor: Redactor): Promise<AuthSource> {
	const given = {login: await givenSecret(session, flags, 'login'), sudo: await givenSecret(session, flags, 'sudo')};
	const shared = new Map<Kind, Secret | undefined>([
		['login', given.login],
		['sudo', given.sudo],
	]);
	const own = new Map<string, Secret>();
	const refusals = new Map<Kind, string>();
	let line: Promise<unknown> = Promise.resolve();
	/** A host that prints a secret back prints it to nobody. */
	const guarded = <S extends Secret | undefined>(secret: S): S => {
		if (secret) redactor.add(secret);
		return secret;
	};

	/** One question at a time; a secret that another host's question brought is taken over. */
	async function secretOf(kind: Kind, account: Account): Promise<Secret | undefined> {
		const turn = line.then(async () => {
			const known = own.get(key(kind, account)) ?? shared.get(kind) ?? (await askFor(session, kind, account, refusals.get(kind)));
			if (!known) return given[kind];
			shared.set(kind, known);
			own.set(key(kind, account), known);
			return known;
		});
		line = turn.catch(() => undefined);
		return turn;
	}

	return {
		loginPassword: async (account) => guarded(await secretOf('login', account)),
		sudoPassword: async (account) => guarded(await secretOf('sudo', account)),
		passphrase: async (file) => guarded(await session.ask?.secret('passphrase', told(`Passphrase of ${file}: `, `${file} 的口令：`))),
		answer: async (account, question) => guarded(await session.ask?.secret('answer', `${account.user}@${account.address}: ${question} `)),
		refused(kind, account) {
			if (kind === 'passphrase' || typeof account === 'string') return;
			own.delete(key(kind, account));
			shared.delete(kind);
			refusals.set(kind, account.host);
		},
	};
}

function key(kind: Kind, account: Account): string {
	return `${kind} ${account.user}@${account.host}`;
}

async function givenSecret(session: Session, flags: LoginFlags, kind: Kind): Promise<Secret | undefined> {
	const {name, variable, file, ask, flag} = kinds[kind];
	const path = flags[file];
	if (path !== undefined) return secretFromFile(session.environment, path, name);
	if (!flags[ask]) return secretFromEnvironment(session.environment, variable, name);
	if (!session.ask)
		throw usageError('no-terminal', told(`${flag}: there is no terminal to ask on`, `${flag}：没有可供提问的终端`), ways(kind));
	return session.ask.secret(
		name,
		within(kinds[kind].told, (it) => told(`${it.en}: `, `${it.zh}：`)),
	);
}

async function askFor(session: Session, kind: Kind, account: Account, refusedBy: string | undefined): Promise<Secret | undefined> {
	const again =
		refusedBy === undefined ? told('', '') : told(` (the last one was refused by ${refusedBy})`, `（上一个被 ${refusedBy} 拒绝）`);
	const {name, told: what} = kinds[kind];
	const whose = `${account.user}@${account.host}`;
	const question = told(
		`${what.en} of ${whose}${again.en}, for all hosts that need one: `,
		`${whose} 的${what.zh}${again.zh}，用于所有需要的主机：`,
	);
	return session.ask?.secret(name, question);
}
