import type {Command} from 'commander';
import {exitCodes} from '../events/event.ts';
import {LockedError, StateError} from '../journal/errors.ts';
import {RemoteError} from '../remote/contract.ts';
import {CommandError, remoteExitCode} from './command-error.ts';
import type {Environment} from './environment.ts';
import {loginHints} from './login.ts';
import {openSession, type Session} from './session.ts';

/** What a verb does; gives the exit code. */
export type Act<Options, Arguments extends readonly unknown[]> = (
	session: Session,
	options: Options,
	...positional: Arguments
) => Promise<number> | number;

/** Makes `act` the action of a verb: with a session around it, and every error told in one way. */
export function verb<Options, Arguments extends readonly unknown[] = []>(
	environment: Environment,
	command: Command,
	act: Act<Options, Arguments>,
): Command {
	return command.action(async (...positional: unknown[]) => {
		const session = openSession(environment, command);
		const given = positional.slice(0, -2) as unknown as Arguments;
		environment.exit(await guarded(session, () => act(session, command.opts() as Options, ...given)));
		await session.end();
	});
}

async function guarded(session: Session, act: () => Promise<number> | number): Promise<number> {
	try {
		return await act();
	} catch (error) {
		const known = describe(error);
		session.emit({
			type: 'error',
			code: known.code,
			message: known.message,
			details: known.details,
			exitCode: known.exitCode,
			...(known.host ? {host: known.host} : {}),
		});
		await session.end();
		session.environment.err.write(errorText(session, known));
		return known.exitCode;
	}
}

function errorText(session: Session, error: CommandError): string {
	const head = `${session.look.tone('bad', 'error:')} ${error.host ? `${error.host}: ` : ''}${error.message}`;
	return [head, ...error.details.map((line) => (line === '' ? '' : `  ${line}`)), ''].join('\n');
}

/** Every error in the words of a CommandError. What no room announced is a defect, shown with its stack. */
function describe(error: unknown): CommandError {
	if (error instanceof CommandError) return error;
	if (error instanceof RemoteError) return remoteError(error);
	if (error instanceof LockedError) return new CommandError('locked', error.message, {exitCode: exitCodes.locked});
	if (error instanceof StateError)
		return new CommandError(`state-${error.code}`, error.message, {exitCode: exitCodes.failed, details: error.lines});
	const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
	return new CommandError('internal', 'this is a defect of kubewiz; what it did so far is in its journal', {
		exitCode: exitCodes.internal,
		details: stack.split('\n'),
	});
}

function remoteError(error: RemoteError): CommandError {
	const details = [...error.details, ...(loginHints[error.code] ?? [])];
	return new CommandError(error.code, error.message, {exitCode: remoteExitCode(error.code), details, host: error.host});
}
