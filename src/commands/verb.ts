import type {Command} from 'commander';
import {told} from '../told.ts';
import type {CommandError} from './command-error.ts';
import {describeError, errorEvent} from './describe-error.ts';
import type {Environment} from './environment.ts';
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
		const known = describeError(error);
		session.emit(errorEvent(known));
		await session.end();
		session.environment.err.write(errorText(session, known));
		return known.exitCode;
	}
}

function errorText(session: Session, error: CommandError): string {
	const head = `${session.look.tone('bad', session.look.say(told('error:', '错误：')))}${session.look.say(told(' ', ''))}${error.host ? `${error.host}: ` : ''}${session.look.say(error.told)}`;
	return [head, ...error.details.map(session.look.say).map((line) => (line === '' ? '' : `  ${line}`)), ''].join('\n');
}
