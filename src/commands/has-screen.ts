import type {Session} from './session.ts';

/** True where screens can be drawn and somebody sees them: a person at a terminal that moves its cursor, who did not ask for lines. */
export function hasScreen({terminal, json, flags, environment}: Session): boolean {
	return terminal.canAsk && environment.tty.stdout.isTTY === true && !json && !flags.plain && environment.env.TERM !== 'dumb';
}
