import type {Phase} from './contract.ts';

/**
 * The words spoken between kubewiz and the root agent on a host. Both ends are
 * here, so that a host can be played inside a process as well.
 *
 * ## Opening
 * The login shell is asked to exec `bootCommand(mark)`. All output before the
 * line `KWBOOT <mark> <uid> <sudo> <message>` is noise of rc files and dropped.
 * Then one program follows on stdin: `<length>\n<bytes>`; it is the agent when
 * uid is 0, else a program that becomes root and prints a second such line.
 *
 * ## Requests, controller → agent
 * ```
 * KW1 <id> <epoch> <verb> <text length> <data length>\n
 * <text: words as joinWords writes them><data: raw bytes>
 * ```
 * Lengths are in bytes. One request at a time; only `ping` and `cancel` may be
 * sent while another is under way, and they are never answered. A request whose
 * epoch is below the one of the lock is refused with `fenced`.
 *
 * ## Replies, agent → controller
 * ```
 * <nonce> <id> <kind> <a> <b> <c> <d> <length>\n
 * <length bytes>
 * ```
 * Unused fields are `-`. Length is at most `maxRecord`. Each request but `ping`
 * and `cancel` is answered by any number of records and then one `end`. The
 * nonce comes with `hello`; output of scripts travels only inside counted
 * bytes, so it can't pose as a reply.
 *
 * | kind | a | b | c | d | bytes |
 * |---|---|---|---|---|---|
 * | phase | unit index | phase | | | |
 * | out | unit index | phase | | | output of a unit |
 * | data | offset | | | | output of a job, content of a file |
 * | dropped | unit index or `-` | phase or `-` | byte count | | |
 * | result | unit index | phase | exit code, `timeout` or `cancelled` | ms | |
 * | gave | unit index or `-` | | | | lines `NAME VALUE` |
 * | job | none, running, exited, interrupted, rebooted | exit code | next offset | | |
 * | end | `ok` or `error` | error code | | | message |
 */
export const protocolVersion = 'KW1';

/** Bytes of one reply record; longer ones are refused. */
export const maxRecord = 1 << 20;

/** Bytes of data in one upload request. */
export const maxUpload = 1 << 20;

/** One unit of `run`. An empty script means there is none. Index in the list is its number in the replies. */
export interface UnitFrame {
	readonly id: string;
	readonly timeoutSeconds: number;
	/** Apply also on `partial`. */
	readonly repair: boolean;
	/** Text of the host's own mark `steps/<markName(id)>`, written when the unit is done; empty for none. */
	readonly mark: string;
	/** Shell variable → value. */
	readonly values: Readonly<Record<string, string>>;
	readonly check: string;
	readonly apply: string;
	readonly verify: string;
}

export type Request =
	/** First of all. `library` is shell text that every script sources. */
	| {readonly verb: 'hello'; readonly nonce: string; readonly library: string}
	/** Takes the host's lock; refused with `locked` (message: the owner) or `fenced`. */
	| {readonly verb: 'lock'; readonly cluster: string; readonly lineage: string; readonly owner: string}
	/** Checks, applies and verifies each unit until one fails. */
	| {readonly verb: 'run'; readonly checkOnly: boolean; readonly units: readonly UnitFrame[]}
	/** Starts a detached job unless it exists. Answered by `job` with the true state. `once`: never killed, neither by time nor by `job-cancel`. */
	| {
			readonly verb: 'job-start';
			readonly job: string;
			readonly timeoutSeconds: number;
			readonly once: boolean;
			readonly values: Readonly<Record<string, string>>;
			readonly sha256: string;
			readonly script: string;
			/** Id of the unit the job was made of. The agent needs it not; a host played in process knows by it what the script means. */
			readonly unit: string;
	  }
	| {readonly verb: 'job-state'; readonly job: string}
	/** Output from byte `offset`, waiting up to `waitSeconds` for news: `data`*, `gave`?, `job`, `end`. */
	| {readonly verb: 'job-attach'; readonly job: string; readonly offset: number; readonly waitSeconds: number}
	| {readonly verb: 'job-cancel'; readonly job: string}
	/** The values a job gave have been taken over and may be forgotten. */
	| {readonly verb: 'job-ack'; readonly job: string}
	/** A piece of a file. The last one (offset + data = size) has it checked, synced and renamed. */
	| {
			readonly verb: 'upload';
			readonly path: string;
			readonly mode: number;
			readonly size: number;
			readonly sha256: string;
			readonly offset: number;
			readonly data: Uint8Array;
	  }
	/** `data`*, or an error `absent`, `too-big`. */
	| {readonly verb: 'download'; readonly path: string; readonly limit: number}
	| {readonly verb: 'ping'}
	| {readonly verb: 'cancel'};

export interface RequestFrame {
	readonly id: number;
	readonly epoch: number;
	readonly request: Request;
}

export type JobWord = 'none' | 'running' | 'exited' | 'interrupted' | 'rebooted';

/** Codes of `end error`. */
export type AgentErrorCode = 'fenced' | 'locked' | 'busy' | 'absent' | 'too-big' | 'checksum' | 'refused' | 'failed';

export type Reply =
	| {readonly kind: 'phase'; readonly unit: number; readonly phase: Phase}
	| {readonly kind: 'out'; readonly unit: number; readonly phase: Phase; readonly bytes: Uint8Array}
	| {readonly kind: 'data'; readonly offset: number; readonly bytes: Uint8Array}
	| {readonly kind: 'dropped'; readonly unit?: number; readonly phase?: Phase; readonly count: number}
	| {
			readonly kind: 'result';
			readonly unit: number;
			readonly phase: Phase;
			readonly code: number | 'timeout' | 'cancelled';
			readonly ms: number;
	  }
	| {readonly kind: 'gave'; readonly unit?: number; readonly bytes: Uint8Array}
	| {readonly kind: 'job'; readonly state: JobWord; readonly code?: number; readonly offset: number}
	| {readonly kind: 'end'; readonly ok: true}
	| {readonly kind: 'end'; readonly ok: false; readonly code: AgentErrorCode; readonly message: string};

export interface ReplyFrame {
	readonly nonce: string;
	readonly id: number;
	readonly reply: Reply;
}

/** The bytes are not of this protocol: noise, a forgery, or a bug. Nothing after them can be trusted. */
export class ProtocolError extends Error {}

/** File name of a step's mark under /var/lib/kubewiz/steps. */
export function markName(unitId: string): string {
	return unitId.replaceAll(/[^A-Za-z0-9_.-]/g, '.');
}

/** The only command ever exec'ed over SSH. Made of characters that sh, bash, fish and csh all read alike between single quotes. */
export function bootCommand(mark: string): string {
	const program = [
		'LC_ALL=C; export LC_ALL; set -f; u=$(id -u); s=-; m=',
		'test "$u" = 0 || { m=$(sudo -n -- /bin/sh -c : 2>&1 </dev/null); s=$?; }',
		`echo; echo KWBOOT ${mark} $u $s $m`,
		// biome-ignore lint/suspicious/noTemplateCurlyInString: it is the shell's
		'read -r n && p=$(dd bs=$n count=1 iflag=fullblock 2>/dev/null) && test "$n" = $(( ${#p} + 1 )) && eval "$p"',
	].join('; ');
	return `exec /bin/sh -c '${program}'`;
}

/** The mark in a boot command, or undefined when the command is another one. For hosts played in process. */
export function markOfBootCommand(command: string): string | undefined {
	return /echo KWBOOT ([0-9a-f]+) /.exec(command)?.[1];
}

/** The line that ends the noise. `sudo` is the exit code of `sudo -n`, `-` for root. */
export function bootLine(mark: string, uid: number, sudo: number | '-' = '-', message = ''): string {
	return `\nKWBOOT ${mark} ${uid} ${sudo} ${message}\n`;
}

/** One program for the boot command: its length in bytes, then itself, ended by a newline. ASCII only, so that every shell counts alike. */
export function encodeProgram(text: string): Buffer {
	const body = text.endsWith('\n') ? text.replace(/\n+$/, '\n') : `${text}\n`;
	// biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII is meant
	if (!/^[\x00-\x7f]*$/.test(body)) throw new TypeError('the program must be ASCII');
	return Buffer.from(`${body.length}\n${body}`, 'latin1');
}
