import type {AnyAuthMethod} from 'ssh2';
import type {Secret} from '../shell/secret.ts';
import type {Identity} from './identities.ts';
import type {AuthHandler} from './ssh-connection.ts';

/** What one attempt to log in came to know, for the next attempt and for the operator. */
export interface AuthRecord {
	/** Names of keys and methods that were offered. */
	readonly tried: string[];
	/** Methods the sshd takes; empty until it has said so. */
	offered: readonly string[];
	/** A method was right but one more is wanted. */
	partial: boolean;
}

export interface Question {
	readonly text: string;
	/** The answer is shown while typed: no password. */
	readonly echo: boolean;
}

interface Credentials {
	readonly user: string;
	readonly identities: readonly Identity[];
	readonly password?: Secret;
	/** Answers keyboard-interactive; undefined gives up. */
	readonly answer: (question: Question) => Promise<string | undefined>;
}

/** Offers the keys, then the password, each only when the sshd takes such a thing, and each once. */
export function authHandler(credentials: Credentials, record: AuthRecord): AuthHandler {
	const {user, identities, password} = credentials;
	const keys = [...identities];
	let passwordOffered = false;
	let asked = false;
	return (left, partial, next) => {
		if (left) record.offered = left;
		if (partial) record.partial = true;
		const takes = (method: string): boolean => left === null || left.includes(method);
		const offer = (name: string, method: AnyAuthMethod): void => {
			record.tried.push(name);
			next(method);
		};
		const key = takes('publickey') ? keys.shift() : undefined;
		if (key) return offer(key.name, key.method);
		if (!password) return left === null ? next({type: 'none', username: user}) : next(false);
		if (!passwordOffered && takes('password')) {
			passwordOffered = true;
			return offer('password', {type: 'password', username: user, password: password.reveal()});
		}
		// A refused password is not tried again under another name.
		const refused = passwordOffered && left?.includes('password') && !partial;
		if (refused || asked || !takes('keyboard-interactive')) return next(false);
		asked = true;
		offer('keyboard-interactive', {
			type: 'keyboard-interactive',
			username: user,
			prompt: (_name, _instructions, _language, prompts, finish) => {
				void answerAll(prompts, credentials).then(finish);
			},
		} as AnyAuthMethod);
	};
}

async function answerAll(prompts: readonly {prompt: string; echo?: boolean}[], credentials: Credentials): Promise<string[]> {
	const answers: string[] = [];
	for (const {prompt, echo} of prompts) answers.push((await credentials.answer({text: prompt, echo: echo ?? false})) ?? '');
	return answers;
}
