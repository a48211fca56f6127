import stringWidth from 'string-width';

const graphemes = new Intl.Segmenter(undefined, {granularity: 'grapheme'});

/**
 * Breaks a text into lines of at most `width` cells: at blanks where there are
 * some, else between characters, as Chinese does. For panes that show so many
 * lines and no more; Ink's own wrapping doesn't tell how many there will be.
 */
export function wrapCells(text: string, width: number): readonly string[] {
	return text.split('\n').flatMap((line) => wrapLine(line, Math.max(2, width)));
}

function wrapLine(text: string, width: number): readonly string[] {
	const lines: string[] = [];
	let line = '';
	let used = 0;
	for (const {segment} of graphemes.segment(text)) {
		const wide = stringWidth(segment);
		if (used + wide > width) {
			const blank = line.lastIndexOf(' ');
			const cut = segment === ' ' || blank <= 0 ? line.length : blank + 1;
			lines.push(line.slice(0, cut).trimEnd());
			line = line.slice(cut);
			used = stringWidth(line);
			if (segment === ' ' && line === '') continue;
		}
		line += segment;
		used += wide;
	}
	return [...lines, line];
}
