import type {IBufferCell, Terminal} from '@xterm/headless';

const cell = {width: 8.4, height: 18, font: 14} as const;
const margin = 16;

/** The 16 colours of a terminal, readable on the background below. */
const palette = [
	...['#484f58', '#ff7b72', '#3fb950', '#d29922', '#58a6ff', '#bc8cff', '#39c5cf', '#b1bac4'],
	...['#6e7681', '#ffa198', '#56d364', '#e3b341', '#79c0ff', '#d2a8ff', '#56d4dd', '#ffffff'],
];
const [background, foreground] = ['#0d1117', '#e6edf3'];

interface Run {
	readonly column: number;
	readonly style: string;
	text: string;
}

/** What a terminal shows, as an SVG of selectable text. Rows without text at the end are left out. */
export function screenSvg(terminal: Terminal, title: string): string {
	const buffer = terminal.buffer.active;
	const lines = Array.from({length: terminal.rows}, (_, row) => runsOf(terminal, buffer.baseY + row));
	const used = lines.findLastIndex((runs) => runs.length > 0) + 1;
	const width = Math.ceil(terminal.cols * cell.width + 2 * margin);
	const height = used * cell.height + 2 * margin;
	const texts = lines.slice(0, used).flatMap((runs, row) => runs.map((run) => textElement(run, row)));
	return [
		`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">`,
		`<title>${escaped(title)}</title>`,
		`<rect width="100%" height="100%" rx="8" fill="${background}"/>`,
		`<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="${cell.font}" fill="${foreground}" xml:space="preserve">`,
		...texts,
		'</g>',
		'</svg>',
		'',
	].join('\n');
}

/** Neighbouring cells of one style; blanks at both ends are not drawn. */
function runsOf(terminal: Terminal, y: number): Run[] {
	const line = terminal.buffer.active.getLine(y);
	const runs: Run[] = [];
	for (let column = 0; line && column < terminal.cols; column++) {
		const found = line.getCell(column);
		if (!found || found.getWidth() === 0) continue;
		const text = found.getChars() || ' ';
		const style = styleOf(found);
		const last = runs.at(-1);
		if (last?.style === style) last.text += text;
		else runs.push({column, style, text});
	}
	return runs.filter((run) => run.text.trim() !== '').map((run) => ({...run, text: run.text.trimEnd()}));
}

function styleOf(found: IBufferCell): string {
	const colour = found.isFgPalette() ? palette[found.getFgColor()] : undefined;
	return [
		...(colour ? [`fill="${colour}"`] : []),
		...(found.isBold() ? ['font-weight="bold"'] : []),
		...(found.isDim() ? ['opacity="0.6"'] : []),
	].join(' ');
}

function textElement({column, style, text}: Run, row: number): string {
	const x = (margin + column * cell.width).toFixed(1);
	const y = margin + (row + 1) * cell.height - 5;
	const length = (text.length * cell.width).toFixed(1);
	return `<text x="${x}" y="${y}" textLength="${length}" ${style}>${escaped(text)}</text>`.replace(' >', '>');
}

function escaped(text: string): string {
	return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
