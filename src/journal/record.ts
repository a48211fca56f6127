import {crc32} from 'node:zlib';
import {ToldError, told} from '../told.ts';
import type {JournalRecord} from './types.ts';

/** Format of the records written here. A higher one was written by a newer kubewiz. */
export const journalFormat = 1;

/** `p` of the first record. */
export const chainStart = '00000000';

type Body = JournalRecord extends infer R ? (R extends unknown ? Omit<R, 'c'> : never) : never;

/** One line of the journal, with its checksum and line end. */
export function encodeRecord(body: Body): {readonly line: string; readonly checksum: string} {
	const text = JSON.stringify(body);
	const checksum = hex(crc32(text));
	return {line: `${text.slice(0, -1)},"c":"${checksum}"}\n`, checksum};
}

/** What is wrong with a line; the reader adds where. */
export class RecordError extends ToldError {}

/**
 * Reads one line without its end. Throws RecordError when it is not whole
 * (cut off, changed) or does not follow the record with checksum `previous`.
 */
export function decodeRecord(line: string, previous: string): JournalRecord {
	const parts = /^(\{.*),"c":"([0-9a-f]{8})"\}$/s.exec(line);
	if (!parts) throw new RecordError(told('the record is cut off', '记录被截断'));
	const [, head, checksum] = parts as unknown as [string, string, string];
	if (hex(crc32(`${head}}`)) !== checksum) throw new RecordError(told('the checksum does not fit', '校验和不符'));
	const record = JSON.parse(line) as JournalRecord;
	if (record.p !== previous) throw new RecordError(told('a record before it is missing', '缺少前一条记录'));
	return record;
}

/** Format number a line claims, without trusting the rest of it. */
export function formatOf(line: string): number | undefined {
	const claimed = /^\{"v":(\d{1,6})[,}]/.exec(line)?.[1];
	return claimed === undefined ? undefined : Number(claimed);
}

function hex(crc: number): string {
	return crc.toString(16).padStart(8, '0');
}
