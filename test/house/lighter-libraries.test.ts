import {expect, test} from 'vitest';
import {inEveryEmoji} from '../../scripts/lighter-libraries.ts';

const emoji = /^\p{RGI_Emoji}$/v;

/** Of each kind of sequence: keycap, flag, tags, skin tone, joined with and without selectors. */
const sequences = ['1️⃣', '#️⃣', '🇨🇳', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '👍🏽', '☝🏿', '👨‍👩‍👧', '👁️‍🗨️', '❤️‍🔥', '🧑🏻‍❤️‍🧑🏿', '⛹🏼‍♀️', '⛓️‍💥', '🙂‍↔️'];

test('the bundle looks for an emoji wherever there is one', () => {
	for (const text of sequences) {
		expect(text).toMatch(emoji);
		expect(text).toMatch(inEveryEmoji);
	}
	const missed: string[] = [];
	for (let code = 0; code <= 0x10ffff; code += 1) {
		const character = String.fromCodePoint(code);
		for (const text of [character, `${character}\uFE0F`]) if (emoji.test(text) && !inEveryEmoji.test(text)) missed.push(text);
	}
	expect(missed).toEqual([]);
});
