import {exitCodes} from '../events/event.ts';
import type {RemoteErrorCode} from '../remote/contract.ts';
import {type Said, ToldError} from '../told.ts';

/** Ends a command with words for the operator and an exit code. Anything else that is thrown is a defect of kubewiz (exit code 70). */
export class CommandError extends ToldError {
	override readonly name = 'CommandError';
	readonly code: string;
	readonly exitCode: number;
	/** More lines: evidence and what to do. */
	readonly details: readonly Said[];
	readonly host: string | undefined;

	constructor(code: string, message: Said, options: {exitCode: number; details?: readonly Said[]; host?: string}) {
		super(message);
		this.code = code;
		this.exitCode = options.exitCode;
		this.details = options.details ?? [];
		this.host = options.host;
	}
}

/** Wrong flags, a spec with mistakes, a file that cannot be read. */
export function usageError(code: string, message: Said, details: readonly Said[] = []): CommandError {
	return new CommandError(code, message, {exitCode: exitCodes.usage, details});
}

/** A question that nobody is there to answer, with the flag or file that answers it. */
export function needInput(
	code: string,
	message: Said,
	answers: readonly Said[],
	exitCode: number = exitCodes['needs-decision'],
): CommandError {
	return new CommandError(code, message, {exitCode, details: answers});
}

const exitCodeOf: Readonly<Partial<Record<RemoteErrorCode, number>>> = {
	'host-key-unknown': exitCodes.login,
	'host-key-changed': exitCodes.login,
	'host-key-revoked': exitCodes.login,
	'known-hosts-unreadable': exitCodes.login,
	'auth-failed': exitCodes.login,
	'passphrase-needed': exitCodes.login,
	'sudo-password-needed': exitCodes.login,
	'sudo-password-wrong': exitCodes.login,
	'sudo-not-allowed': exitCodes.login,
	'sudo-needs-tty': exitCodes.login,
	locked: exitCodes.locked,
	fenced: exitCodes.locked,
};

/** Exit code for a host that cannot be used (`exitCodes`): login trouble, a lock held by another, else a plain failure. */
export function remoteExitCode(code: RemoteErrorCode): number {
	return exitCodeOf[code] ?? exitCodes.failed;
}
