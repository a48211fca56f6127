import stringWidth from 'string-width';

/** Rows under a head, in columns two blanks apart, as kubectl prints them. Colour does not count into the width, a Chinese character counts twice. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
	const widths = head.map((title, column) => Math.max(width(title), ...rows.map((row) => width(row[column] ?? ''))));
	return [head, ...rows].map((row) =>
		row
			.map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - width(cell)))
			.join('  ')
			.trimEnd(),
	);
}

function width(text: string): number {
	return stringWidth(text);
}
