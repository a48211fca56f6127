import type {Said} from '../told.ts';

export interface LogLine {
	/** Number of the line in this run, for telling it from others. */
	readonly number: number;
	readonly at: number;
	readonly host: string;
	readonly step: string;
	readonly text: Said;
}

/** Lines kept for each host and each step; all of them are in the log files. */
const keptLines = 2000;

/** The last lines that came, by host and by step, oldest first. */
export class OutputLog {
	readonly #byHost = new Map<string, LogLine[]>();
	readonly #byStep = new Map<string, LogLine[]>();
	#printed = 0;

	add(host: string, step: string, lines: readonly Said[], now: number): void {
		const more = lines.map((text): LogLine => {
			this.#printed += 1;
			return {number: this.#printed, at: now, host, step, text};
		});
		keepIn(this.#byHost, host, more);
		keepIn(this.#byStep, step, more);
	}

	ofHost(host: string): readonly LogLine[] {
		return this.#byHost.get(host) ?? [];
	}

	ofStep(step: string): readonly LogLine[] {
		return this.#byStep.get(step) ?? [];
	}
}

function keepIn(logs: Map<string, LogLine[]>, name: string, lines: readonly LogLine[]): void {
	const log = logs.get(name) ?? [];
	logs.set(name, log);
	log.push(...lines);
	if (log.length > keptLines) log.splice(0, log.length - keptLines);
}
