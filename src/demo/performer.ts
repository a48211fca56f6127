import type {Act} from './model/act.ts';

/** A script that runs on a simulated host. */
export interface Performance {
	/** Resolves with the exit code; never, when stopped. */
	readonly ended: Promise<number>;
	/** Simulated milliseconds so far. */
	readonly simulatedMs: number;
	/** The script gets no further; the model keeps what it did until now. */
	stop(): void;
}

export interface Stage {
	/** A pause of `ms` lasts `ms / speed`. With `Infinity` nothing waits and a script runs in one go. */
	readonly speed: number;
	/** Told of printed lines in groups: all that comes between two pauses at once. */
	onLines(lines: readonly string[]): void;
	/** Asked at each pause whether the script goes on; false ends it there (a host that dies in the middle of a step). */
	goesOn?(beat: number): boolean;
}

/** Lets a script run, at the speed of the stage. */
export function perform(act: Act, stage: Stage): Performance {
	const {promise: ended, resolve} = Promise.withResolvers<number>();
	let timer: NodeJS.Timeout | undefined;
	let stopped = false;
	let simulatedMs = 0;
	let beat = 0;
	const advance = (): void => {
		const lines: string[] = [];
		const waitMs = play(lines);
		if (lines.length > 0) stage.onLines(lines);
		if (waitMs !== undefined) timer = setTimeout(advance, waitMs);
	};
	/** Plays until the next pause that takes time; gives its length, or undefined at the end. */
	const play = (lines: string[]): number | undefined => {
		while (!stopped) {
			const next = act.next();
			if (next.done) {
				resolve(next.value);
				return undefined;
			}
			if (typeof next.value === 'string') {
				lines.push(next.value);
				continue;
			}
			simulatedMs += next.value.pause;
			if (stage.goesOn && !stage.goesOn(beat++)) stopped = true;
			else if (next.value.pause / stage.speed >= 1) return next.value.pause / stage.speed;
		}
		return undefined;
	};
	advance();
	return {
		ended,
		get simulatedMs() {
			return simulatedMs;
		},
		stop() {
			stopped = true;
			clearTimeout(timer);
		},
	};
}
