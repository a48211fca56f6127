import type {Command} from 'commander';
import type {RunEvent} from '../../events/event.ts';
import type {Renderer} from '../../output/renderer.ts';
import type {Environment} from '../environment.ts';
import {openSession, type Session} from '../session.ts';

/**
 * The session of a run the wizard started: everything that `apply` would print
 * goes to the wizard's fold, and nobody is asked, for the screens have asked.
 */
export function wizardSession(environment: Environment, command: Command, stateDir: string, emit: (event: RunEvent) => void): Session {
	const session = openSession(environment, command);
	const renderers: Renderer[] = [];
	let seq = 0;
	const tell: Session['emit'] = (event) => {
		const stamped = {...event, seq: ++seq, time: 'time' in event ? event.time : environment.now().toISOString()} as RunEvent;
		emit(stamped);
		for (const renderer of renderers) renderer.event(stamped);
	};
	return {
		...session,
		ask: undefined,
		flags: {...session.flags, stateDir},
		emit: tell,
		say: () => {},
		warn: (code, message) => tell({type: 'warning', code, message}),
		attach: (renderer) => {
			renderers.push(renderer);
			return () => renderers.splice(renderers.indexOf(renderer), 1);
		},
		logIn: () => {},
		end: async () => {
			for (const renderer of renderers) await renderer.end?.();
		},
	};
}
