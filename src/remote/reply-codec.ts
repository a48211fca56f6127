import type {Phase} from './contract.ts';
import {FrameReader} from './frame-reader.ts';
import {type AgentErrorCode, type JobWord, maxRecord, ProtocolError, type Reply, type ReplyFrame} from './protocol.ts';

type Field = string | number | undefined;
type Fields = readonly [kind: string, a?: Field, b?: Field, c?: Field, d?: Field];

/** The bytes of a reply, as the agent writes them. For hosts played in process. */
export function encodeReply(frame: ReplyFrame): Buffer {
	const [kind, ...rest] = fieldsOf(frame.reply);
	const body = bodyOf(frame.reply);
	if (body.length > maxRecord) throw new RangeError(`a reply holds at most ${maxRecord} bytes`);
	const fields = [0, 1, 2, 3].map((index) => rest[index] ?? '-').join(' ');
	return Buffer.concat([Buffer.from(`${frame.nonce} ${frame.id} ${kind} ${fields} ${body.length}\n`, 'latin1'), body]);
}

/** Reads what the agent sends. Only frames that carry `nonce` are accepted. */
export class ReplyReader {
	readonly #frames: FrameReader<readonly string[]>;

	constructor(nonce: string, onReply: (id: number, reply: Reply) => void) {
		this.#frames = new FrameReader(
			(line) => parseHeader(nonce, line),
			(fields, body) => onReply(Number(fields[1]), replyOf(fields.slice(2), body)),
		);
	}

	/** True between two replies: nothing half-received. */
	get clean(): boolean {
		return this.#frames.held === 0;
	}

	/** Throws ProtocolError on bytes that are no reply of this session. */
	push(chunk: Buffer): void {
		this.#frames.push(chunk);
	}
}

function parseHeader(nonce: string, line: string): {header: readonly string[]; size: number} {
	const fields = line.split(' ');
	const size = Number(fields[7]);
	if (fields.length !== 8 || fields[0] !== nonce || !/^\d+$/.test(fields[1] as string) || !/^\d+$/.test(fields[7] as string))
		throw new ProtocolError('the host sent something that is no reply of the agent');
	if (size > maxRecord) throw new ProtocolError(`the host announced a record of ${size} bytes`);
	return {header: fields, size};
}

function fieldsOf(reply: Reply): Fields {
	switch (reply.kind) {
		case 'phase':
		case 'out':
			return [reply.kind, reply.unit, reply.phase];
		case 'data':
			return ['data', reply.offset];
		case 'dropped':
			return ['dropped', reply.unit, reply.phase, reply.count];
		case 'result':
			return ['result', reply.unit, reply.phase, reply.code, reply.ms];
		case 'gave':
			return ['gave', reply.unit];
		case 'job':
			return ['job', reply.state, reply.code, reply.offset];
		case 'end':
			return reply.ok ? ['end', 'ok'] : ['end', 'error', reply.code];
	}
}

function bodyOf(reply: Reply): Uint8Array {
	if (reply.kind === 'end' && !reply.ok) return Buffer.from(reply.message, 'utf8');
	return 'bytes' in reply ? reply.bytes : new Uint8Array();
}

function replyOf(fields: readonly string[], bytes: Buffer): Reply {
	const [kind, a, b, c, d] = fields as [string, string, string, string, string];
	switch (kind) {
		case 'phase':
			return {kind, unit: count(a), phase: phaseOf(b)};
		case 'out':
			return {kind, unit: count(a), phase: phaseOf(b), bytes};
		case 'data':
			return {kind, offset: count(a), bytes};
		case 'dropped':
			return a === '-' ? {kind, count: count(c)} : {kind, unit: count(a), phase: phaseOf(b), count: count(c)};
		case 'result':
			return {kind, unit: count(a), phase: phaseOf(b), code: c === 'timeout' || c === 'cancelled' ? c : count(c), ms: count(d)};
		case 'gave':
			return a === '-' ? {kind, bytes} : {kind, unit: count(a), bytes};
		case 'job':
			return {kind, state: jobWord(a), ...(b === '-' ? {} : {code: count(b)}), offset: count(c)};
		case 'end':
			return a === 'ok' ? {kind, ok: true} : {kind, ok: false, code: b as AgentErrorCode, message: bytes.toString('utf8')};
		default:
			throw new ProtocolError(`the host sent a reply of the unknown kind ${JSON.stringify(kind)}`);
	}
}

function count(text: string): number {
	if (!/^\d+$/.test(text)) throw new ProtocolError(`the host sent ${JSON.stringify(text)} where a number was due`);
	return Number(text);
}

function phaseOf(text: string): Phase {
	if (text === 'check' || text === 'apply' || text === 'verify') return text;
	throw new ProtocolError(`the host sent the unknown phase ${JSON.stringify(text)}`);
}

function jobWord(text: string): JobWord {
	const words: readonly string[] = ['none', 'running', 'exited', 'interrupted', 'rebooted'];
	if (words.includes(text)) return text as JobWord;
	throw new ProtocolError(`the host sent the unknown job state ${JSON.stringify(text)}`);
}
