import type {Command} from 'commander';
import type {EventBody, RunEvent} from '../events/event.ts';
import {jsonRenderer} from '../output/json.ts';
import {type Look, lookOf} from '../output/look.ts';
import {plainRenderer} from '../output/plain.ts';
import type {Renderer} from '../output/renderer.ts';
import {type Terminal, terminalOf} from '../output/terminal.ts';
import type {Said} from '../told.ts';
import {type Ask, askOn} from './ask.ts';
import type {Environment} from './environment.ts';
import type {GlobalFlags} from './flags.ts';
import {languageIn} from './language.ts';

/** One use of a verb: how it speaks to the operator. */
export interface Session {
	readonly environment: Environment;
	readonly flags: GlobalFlags;
	readonly terminal: Terminal;
	readonly look: Look;
	readonly json: boolean;
	/** Undefined when nobody can be asked. */
	readonly ask: Ask | undefined;
	/** To every renderer, numbered anew, so that one stream has one numbering. */
	emit(event: RunEvent | EventBody): void;
	/** Lines for people; with --json they go to stderr. */
	say(lines: readonly Said[]): void;
	warn(code: string, message: Said): void;
	/** Adds a renderer for the events to come, for example a run's log files; gives a function that takes it out again. */
	attach(renderer: Renderer): () => void;
	/** Names the log in the summary; undefined for one that does not last. */
	logIn(path: string | undefined): void;
	end(): Promise<void>;
}

/** Starts a session from the flags of a verb. */
export function openSession(environment: Environment, command: Command): Session {
	const flags = command.optsWithGlobals<GlobalFlags>();
	const json = flags.json === true;
	const terminal = terminalOf({...environment.tty, env: environment.env, flags});
	const look = lookOf(terminal, languageIn(environment, flags.lang));
	let log: string | undefined;
	const screen = json
		? jsonRenderer(environment.out, environment.version)
		: plainRenderer(environment.out, {look, verbose: flags.verbose === true, log: () => log});
	const renderers: Renderer[] = [screen];
	let seq = 0;

	function emit(event: RunEvent | EventBody): void {
		const time = 'time' in event ? event.time : environment.now().toISOString();
		const stamped: RunEvent = {...event, seq: ++seq, time};
		for (const renderer of renderers) renderer.event(stamped);
	}

	return {
		environment,
		flags,
		terminal,
		look,
		json,
		ask: terminal.canAsk ? askOn(environment, look.say) : undefined,
		emit,
		say: (lines) => (json ? environment.err : environment.out).write(lines.map((line) => `${look.say(line)}\n`).join('')),
		warn: (code, message) => emit({type: 'warning', code, message}),
		attach: (renderer) => {
			renderers.push(renderer);
			return () => renderers.splice(renderers.indexOf(renderer), 1);
		},
		logIn: (path) => {
			log = path;
		},
		end: async () => {
			await Promise.all(renderers.map((renderer) => renderer.end()));
		},
	};
}
