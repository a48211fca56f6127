import {FrameReader} from './frame-reader.ts';
import {ProtocolError, protocolVersion, type Request, type RequestFrame, type UnitFrame} from './protocol.ts';
import {joinWords, parseWords, quoteWord} from './words.ts';

const unitWords = 9;

/** The bytes of a request, as the agent reads them. */
export function encodeRequest(frame: RequestFrame): Buffer {
	const {request} = frame;
	const text = Buffer.from(joinWords(wordsOf(request)), 'utf8');
	const data = request.verb === 'upload' ? request.data : new Uint8Array();
	const header = `${protocolVersion} ${frame.id} ${frame.epoch} ${request.verb} ${text.length} ${data.length}\n`;
	return Buffer.concat([Buffer.from(header, 'latin1'), text, data]);
}

/** Reads what the controller sends, for hosts played in process: the program first, then requests. */
export class RequestReader {
	readonly #onRequest: (frame: RequestFrame) => void;
	#sawProgram = false;
	readonly #frames: FrameReader<Header | 'program'>;

	constructor(onRequest: (frame: RequestFrame) => void) {
		this.#onRequest = onRequest;
		this.#frames = new FrameReader<Header | 'program'>(
			(line) => (this.#sawProgram ? parseHeader(line) : {header: 'program', size: parseCount(line)}),
			(header, body) => this.#take(header, body),
		);
	}

	/** Throws ProtocolError on bytes that are no request. */
	push(chunk: Buffer): void {
		this.#frames.push(chunk);
	}

	#take(header: Header | 'program', body: Buffer): void {
		if (header === 'program') {
			this.#sawProgram = true;
			return;
		}
		const words = readWords(body.toString('utf8', 0, header.textLength));
		const request = requestOf(header.verb, words, body.subarray(header.textLength));
		this.#onRequest({id: header.id, epoch: header.epoch, request});
	}
}

interface Header {
	readonly id: number;
	readonly epoch: number;
	readonly verb: string;
	readonly textLength: number;
}

function parseHeader(line: string): {header: Header; size: number} {
	const match = /^KW1 (\d+) (\d+) ([a-z-]+) (\d+) (\d+)$/.exec(line);
	if (!match) throw new ProtocolError(`no request header: ${JSON.stringify(line.slice(0, 80))}`);
	const [, id, epoch, verb, textLength, dataLength] = match;
	const header = {id: Number(id), epoch: Number(epoch), verb: verb as string, textLength: Number(textLength)};
	return {header, size: header.textLength + Number(dataLength)};
}

function parseCount(line: string): number {
	if (!/^\d+$/.test(line)) throw new ProtocolError(`no program length: ${JSON.stringify(line.slice(0, 80))}`);
	return Number(line);
}

function readWords(text: string): string[] {
	try {
		return parseWords(text);
	} catch (error) {
		throw new ProtocolError(`request words: ${(error as Error).message}`);
	}
}

function wordsOf(request: Request): string[] {
	switch (request.verb) {
		case 'hello':
			return [request.nonce, request.library];
		case 'lock':
			return [request.cluster, request.lineage, request.owner];
		case 'run':
			return [request.checkOnly ? 'check' : 'apply', ...request.units.flatMap(wordsOfUnit)];
		case 'job-start': {
			const {job, timeoutSeconds, once, values, sha256, script, unit} = request;
			return [
				job,
				String(timeoutSeconds),
				once ? 'once' : '-',
				joinValues(values),
				sha256,
				String(Buffer.byteLength(script)),
				script,
				unit,
			];
		}
		case 'job-attach':
			return [request.job, String(request.offset), String(request.waitSeconds)];
		case 'job-state':
		case 'job-cancel':
		case 'job-ack':
			return [request.job];
		case 'upload':
			return [request.path, request.mode.toString(8), String(request.size), request.sha256, String(request.offset)];
		case 'download':
			return [request.path, String(request.limit)];
		case 'ping':
		case 'cancel':
			return [];
	}
}

function wordsOfUnit(unit: UnitFrame): string[] {
	const {id, timeoutSeconds, repair, mark, values, check, apply, verify} = unit;
	return ['unit', id, String(timeoutSeconds), repair ? 'repair' : '-', mark, joinValues(values), check, apply, verify];
}

function requestOf(verb: string, words: readonly string[], data: Buffer): Request {
	const word = (index: number): string => {
		const found = words[index];
		if (found === undefined) throw new ProtocolError(`${verb}: word ${index} is missing`);
		return found;
	};
	switch (verb) {
		case 'hello':
			return {verb, nonce: word(0), library: word(1)};
		case 'lock':
			return {verb, cluster: word(0), lineage: word(1), owner: word(2)};
		case 'run':
			return {verb, checkOnly: word(0) === 'check', units: unitsOf(words.slice(1))};
		case 'job-start':
			return {
				verb,
				job: word(0),
				timeoutSeconds: Number(word(1)),
				once: word(2) === 'once',
				values: parseValues(word(3)),
				sha256: word(4),
				script: word(6),
				unit: word(7),
			};
		case 'job-attach':
			return {verb, job: word(0), offset: Number(word(1)), waitSeconds: Number(word(2))};
		case 'job-state':
		case 'job-cancel':
		case 'job-ack':
			return {verb, job: word(0)};
		case 'upload':
			return {
				verb,
				path: word(0),
				mode: Number.parseInt(word(1), 8),
				size: Number(word(2)),
				sha256: word(3),
				offset: Number(word(4)),
				data,
			};
		case 'download':
			return {verb, path: word(0), limit: Number(word(1))};
		case 'ping':
		case 'cancel':
			return {verb};
		default:
			throw new ProtocolError(`unknown verb ${JSON.stringify(verb)}`);
	}
}

function unitsOf(words: readonly string[]): UnitFrame[] {
	if (words.length % unitWords !== 0) throw new ProtocolError(`run: ${words.length} words are no whole units`);
	const units: UnitFrame[] = [];
	for (let at = 0; at < words.length; at += unitWords) {
		const [tag, id, timeout, repair, mark, values, check, apply, verify] = words.slice(at, at + unitWords) as string[];
		if (tag !== 'unit') throw new ProtocolError(`run: ${JSON.stringify(tag)} where a unit was due`);
		units.push({
			id: id as string,
			timeoutSeconds: Number(timeout),
			repair: repair === 'repair',
			mark: mark as string,
			values: parseValues(values as string),
			check: check as string,
			apply: apply as string,
			verify: verify as string,
		});
	}
	return units;
}

/** Shell assignments, one a line. The names are ours, the values quoted. */
function joinValues(values: Readonly<Record<string, string>>): string {
	return Object.entries(values)
		.map(([name, value]) => `${name}=${quoteWord(value)}\n`)
		.join('');
}

function parseValues(text: string): Record<string, string> {
	const values: Record<string, string> = {};
	for (const match of text.matchAll(/([A-Z_]+)=('[^']*'(?:\\''[^']*')*)\n/g))
		values[match[1] as string] = readWords(match[2] as string)[0] as string;
	return values;
}
