import {explainRemoteError} from '../diagnose/explain-remote-error.ts';
import {type EventBody, exitCodes} from '../events/event.ts';
import {LockedError, StateError} from '../journal/errors.ts';
import {RemoteError} from '../remote/contract.ts';
import {told} from '../told.ts';
import {CommandError, remoteExitCode} from './command-error.ts';
import {loginHints} from './login.ts';

/** The record of an error that ends a command. */
export function errorEvent({code, told: message, details, exitCode, host}: CommandError): EventBody {
	return {type: 'error', code, message, details, exitCode, ...(host ? {host} : {})};
}

/** Every error in the words of a CommandError. What no room announced is a defect, shown with its stack. */
export function describeError(error: unknown): CommandError {
	if (error instanceof CommandError) return error;
	if (error instanceof RemoteError) return remoteError(error);
	if (error instanceof LockedError) return new CommandError('locked', error.told, {exitCode: exitCodes.locked});
	if (error instanceof StateError)
		return new CommandError(`state-${error.code}`, error.told, {exitCode: exitCodes.failed, details: error.lines});
	const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
	return new CommandError(
		'internal',
		told('this is a defect of kubewiz; what it did so far is in its journal', '这是 kubewiz 的缺陷；已做的事情记录在它的日志中'),
		{
			exitCode: exitCodes.internal,
			details: stack.split('\n'),
		},
	);
}

function remoteError(error: RemoteError): CommandError {
	const {cause, fix, commands} = explainRemoteError(error);
	const said = error.details.length > 0 ? error.details : [cause, fix];
	const details = [...said, ...(loginHints[error.code] ?? []), ...commands];
	return new CommandError(error.code, error.told, {exitCode: remoteExitCode(error.code), details, host: error.host});
}
