import type {Sink} from '../output/sink.ts';
import type {TerminalInput} from '../output/terminal.ts';
import type {Screens} from '../store/screens.ts';

/** What the process around a command is: its streams, variables, clock and signals. Tests give their own. */
export interface Environment {
	readonly env: Readonly<Record<string, string | undefined>>;
	readonly cwd: string;
	readonly home: string;
	/** `user@machine`, for locks and records. */
	readonly owner: string;
	readonly version: string;
	readonly stdin: NodeJS.ReadStream | (NodeJS.ReadableStream & {readonly isTTY?: boolean});
	readonly tty: Pick<TerminalInput, 'stdin' | 'stdout' | 'stderr'>;
	readonly out: Sink;
	readonly err: Sink;
	/** The wizard's screens; loading them takes a moment, so only the wizard does. */
	screens(): Promise<Screens>;
	now(): Date;
	/** Sets the process's exit code. */
	exit(code: number): void;
	/** Hears of SIGINT, SIGTERM and SIGHUP until the returned function is called; without a listener they end the process. */
	onSignal(listener: (signal: StopSignal) => void): () => void;
}

export type StopSignal = 'SIGINT' | 'SIGTERM' | 'SIGHUP';
