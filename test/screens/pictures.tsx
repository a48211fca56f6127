import {expect} from 'vitest';
import {App} from '../../screens/app.tsx';
import {type Language, wordsOf} from '../../screens/text/words.ts';
import type {WizardStore} from '../../src/store.ts';
import {styledScreen} from './colours.ts';
import {mount} from './term.ts';

const sizes = [
	[60, 15],
	[80, 24],
	[120, 40],
] as const;

/** What differs from run to run: times, dates, directories, hashes, speeds. */
function lasting(text: string): string {
	return (
		text
			.replaceAll(/ *\b[\d.]+ ?m?s\b/g, ' #s')
			.replaceAll(/ *\b\d+(?:m\d\d)?s\b/g, ' #s')
			.replaceAll(/ *\b[\d.]+ MB\/s/g, ' # MB/s')
			// How many steps took long enough to be listed differs too.
			.replace(/(Time by step|各步骤用时)[\s\S]*(?=\n)/, '')
			.replaceAll(/\s*\n\s*\n\s*(?=\S)/g, '\n\n')
			.replaceAll(/\n+# *(?:below|行)[^\n]*/g, '')
			.replaceAll(/\d+ (?=above|below|step)|(?<=还有 )\d+/g, '# ')
			.replaceAll(/\d{4}-\d\d-\d\d(?:T[\d:.]+Z)?/g, 'DATE')
			.replaceAll(/sha256:[0-9a-f]+/g, 'sha256:#')
			.replaceAll(/[0-9a-f]{32}/g, 'MACHINE-ID')
			.replaceAll(/\d+(?:\.\d+)? s\b/g, '# s')
			.replaceAll(/kubewiz-demo-\w{6}/g, 'kubewiz-demo-XXXXXX')
	);
}

interface Way {
	/** Keys pressed before the picture is taken. */
	readonly keys?: string;
	/** What is on the screen then; in the words of the language. */
	readonly until?: (words: ReturnType<typeof wordsOf>) => string | RegExp;
}

/** The screen the store is at, in one language at all sizes, with and without ornaments; at 80x24 with its colours too. */
export async function pictures(store: WizardStore, language: Language, {keys = '', until = () => /\S/}: Way = {}): Promise<string> {
	const found: string[] = [];
	const words = wordsOf(language);
	for (const ascii of [false, true]) {
		const look = {words, ascii, colour: true};
		for (const [columns, rows] of sizes) {
			const shown = mount(<App store={store} look={look} />, {columns, rows, ascii});
			await shown.until(/\?/);
			for (const key of keys) shown.send(key);
			await shown.until(until(words));
			// Effects of a screen's first moment (probing, planning) have been here before; the picture is the second frame's.
			await shown.settled();
			const text = shown.screen();
			const frame = text.split('\n');
			expect(frame.length, 'the frame fills the screen and no more').toBe(rows);
			expect(frame.at(-1)?.trim(), 'the footer shows keys').toMatch(/Enter|Esc|\?/);
			// What hosts print in Chinese is theirs.
			if (ascii && language === 'en') expect(text.replaceAll(/[\n -~\p{Script=Han}]/gu, ''), 'ASCII only').toBe('');
			found.push(`=== ${columns}x${rows}${ascii ? ' ascii' : ''}\n${lasting(text)}\n`);
			if (columns === 80 && !ascii) found.push(`=== ${columns}x${rows} colours\n${lasting(styledScreen(shown.term))}\n`);
			await shown.unmount();
		}
	}
	const all = found.join('\n');
	expect(all, 'only the 16 colours by name, no background, nothing inverse').not.toMatch(/<[^>]*(?:not one|painted|inverse)/);
	return all;
}
