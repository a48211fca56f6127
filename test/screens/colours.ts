import type xterm from '@xterm/headless';

type Terminal = InstanceType<typeof xterm.Terminal>;
type Cell = NonNullable<ReturnType<NonNullable<ReturnType<Terminal['buffer']['active']['getLine']>>['getCell']>>;

const names = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'] as const;

/** The screen with its looks written out, as in `<bold>kubewiz</> <red>✖</> w3`: what a reader of the picture sees without a terminal. */
export function styledScreen(term: Terminal): string {
	const {active} = term.buffer;
	return Array.from({length: term.rows}, (_, row) => styledLine(term, active.baseY + row))
		.join('\n')
		.trimEnd();
}

function styledLine(term: Terminal, row: number): string {
	const line = term.buffer.active.getLine(row);
	let text = '';
	let style = '';
	for (let column = 0; column < term.cols; column += 1) {
		const cell = line?.getCell(column);
		// The second half of a wide character.
		if (!cell || cell.getWidth() === 0) continue;
		const letters = cell.getChars() || ' ';
		// A blank looks the same in every colour.
		const next = letters === ' ' ? style : styleOf(cell);
		if (next !== style) {
			if (style !== '') text = text.replace(/( *)$/, '</>$1');
			if (next !== '') text += `<${next}>`;
			style = next;
		}
		text += letters;
	}
	return (style === '' ? text : text.replace(/( *)$/, '</>$1')).trimEnd();
}

function styleOf(cell: Cell): string {
	const colour = cell.isFgDefault() ? '' : cell.isFgPalette() && cell.getFgColor() < 8 ? names[cell.getFgColor()] : 'not one of the 16';
	return [
		...(cell.isBold() ? ['bold'] : []),
		...(cell.isDim() ? ['dim'] : []),
		...(colour ? [colour] : []),
		...(cell.isInverse() ? ['inverse'] : []),
		...(cell.isBgDefault() ? [] : ['painted']),
	].join(' ');
}
