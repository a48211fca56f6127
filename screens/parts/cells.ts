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
