import stringWidth from 'string-width';

const graphemes = new Intl.Segmenter(undefined, {granularity: 'grapheme'});

/** `text` in exactly `width` terminal cells: cut with `more` at the end, or padded. Chinese characters count two. */
export function fitCells(text: string, width: number, more = '…'): string {
	if (width <= 0) return '';
	const have = stringWidth(text);
	if (have <= width) return text + ' '.repeat(width - have);
	const room = width - stringWidth(more);
	if (room <= 0) return more.slice(0, width);
	let cut = '';
	let used = 0;
	for (const {segment} of graphemes.segment(text)) {
		const wide = stringWidth(segment);
		if (used + wide > room) break;
		cut += segment;
		used += wide;
	}
	return cut + more + ' '.repeat(room - used);
}

/** Widths of columns: each wants `widest`, none gets less than `least`; the last one takes what is over, or gives up first. */
export function columnWidths(columns: readonly {readonly widest: number; readonly least: number}[], total: number): number[] {
	const widths = columns.map((column) => Math.max(column.least, column.widest));
	for (let index = widths.length - 1; index >= 0; index -= 1) {
		const over = widths.reduce((sum, width) => sum + width + 1, -1) - total;
		if (over <= 0) break;
		widths[index] = Math.max(columns[index]?.least ?? 0, (widths[index] ?? 0) - over);
	}
	return widths;
}
