import {wrapCells} from '../parts/wrap.ts';

/** A fix as it will run, in rows of at most `columns` cells. One command has a prompt before it; a script stands as it is written, broken lines further in. */
export function scriptLines(script: string, columns: number): readonly string[] {
	const lines = withoutMargin(script.replaceAll('\t', '  '));
	if (lines.length === 1) return wrapCells(`$ ${lines[0]}`, columns - 4).map((row, at) => `${at === 0 ? '  ' : '    '}${row}`);
	return lines.flatMap((line) => {
		const indent = /^ */.exec(line)?.[0].length ?? 0;
		const room = Math.max(20, columns - 6 - indent);
		return wrapCells(line.trim(), room).map((row, at) => `  ${' '.repeat(indent + (at === 0 ? 0 : 4))}${row}`);
	});
}

function withoutMargin(text: string): readonly string[] {
	const lines = text.replace(/^\s*\n|\s+$/g, '').split('\n');
	const margins = lines.filter((line) => line.trim() !== '').map((line) => /^ */.exec(line)?.[0].length ?? 0);
	const margin = Math.min(...margins);
	return lines.map((line) => line.slice(margin));
}
