import {type Said, saidBy, type Told, told, within} from '../told.ts';
import {StateError} from './errors.ts';
import {chainStart, decodeRecord, formatOf, journalFormat, RecordError} from './record.ts';
import type {JournalRecord} from './types.ts';

/** What a journal file holds. */
export interface JournalContent {
	readonly records: readonly JournalRecord[];
	/** Byte after the last whole record: where the next one goes. */
	readonly end: number;
	/** Bytes of a torn last record to be blanked, when there is one. */
	readonly torn?: {readonly offset: number; readonly bytes: number; readonly reason: Said};
}

const newline = 0x0a;

/**
 * Reads the bytes of a journal. Blank lines at the end are its padding. A last
 * record that is not whole was being written when the machine stopped: it is
 * reported as torn. Damage anywhere else throws StateError `corrupt` with the
 * offset, a record of a newer format StateError `newer`.
 */
export function readJournal(bytes: Uint8Array, path: string): JournalContent {
	const records: JournalRecord[] = [];
	const dataEnd = endOfData(bytes);
	let previous = chainStart;
	let start = 0;
	while (start < dataEnd) {
		const found = bytes.indexOf(newline, start);
		const stop = found === -1 || found > dataEnd ? dataEnd : found;
		const line = Buffer.from(bytes.buffer, bytes.byteOffset + start, stop - start).toString('utf8');
		refuseOtherFormat(line, path);
		try {
			const record = decodeRecord(line, previous);
			// A record without its line end may still be growing; it counts once the end is there.
			if (found === -1) throw new RecordError(told('the line end is missing', '缺少行尾'));
			records.push(record);
			previous = record.c;
		} catch (error) {
			if (!(error instanceof RecordError || error instanceof SyntaxError)) throw error;
			if (stop < dataEnd) throw corrupt(path, start, records.length, saidBy(error));
			return {records, end: start, torn: {offset: start, bytes: dataEnd - start, reason: saidBy(error)}};
		}
		start = stop + 1;
	}
	return {records, end: start};
}

/** Byte after the last one that is not padding. */
function endOfData(bytes: Uint8Array): number {
	let end = bytes.length;
	while (end > 0 && bytes[end - 1] === newline) end -= 1;
	return end;
}

/** That the end of the record is no whole line, and why. */
export function tornRecord(path: string, reason: Said): Told {
	return within(reason, (why) =>
		told(`${path}: the last record was not written to its end (${why.en})`, `${path}：最后一条记录没有写完（${why.zh}）`),
	);
}

function refuseOtherFormat(line: string, path: string): void {
	const format = formatOf(line);
	if (format === undefined || format === journalFormat) return;
	// Format 1 is the first: an older one is no kubewiz's. A later format reads the older ones here, after a copy of the file.
	if (format < journalFormat)
		throw new StateError(
			'corrupt',
			told(`${path} has format ${format}, which no kubewiz ever wrote`, `${path} 的格式是 ${format}，没有 kubewiz 写过这种格式`),
		);
	throw new StateError(
		'newer',
		told(
			`${path} was written by a newer kubewiz (format ${format}, this one reads ${journalFormat})`,
			`${path} 由更新的 kubewiz 写入（格式 ${format}，此版本只读 ${journalFormat}）`,
		),
		[told('Go on with the kubewiz that wrote it; going back is not possible.', '请用写入它的 kubewiz 继续；无法退回旧版本。')],
	);
}

function corrupt(path: string, offset: number, read: number, reason: Said): StateError {
	return new StateError(
		'corrupt',
		within(reason, (why) =>
			told(
				`${path} is damaged at byte ${offset} (after ${read} whole records): ${why.en}`,
				`${path} 在第 ${offset} 字节处损坏（之前有 ${read} 条完整记录）：${why.zh}`,
			),
		),
		[
			told(
				'Nothing was touched. The hosts keep marks of their own, from which the record can be rebuilt:',
				'未触及任何东西。主机上有自己的标记，可据此重建记录：',
			),
			told(`move ${path} aside, then run apply with --adopt.`, `把 ${path} 移开，然后用 --adopt 执行 apply。`),
		],
	);
}
