import {readFile} from 'node:fs/promises';
import type {Plugin} from 'esbuild';

/** One place of a library that costs the first frame time for nothing that kubewiz uses. */
interface Change {
	readonly file: RegExp;
	readonly before: string;
	readonly after: string;
}

/**
 * A character that no emoji sequence is without: one that is drawn as an emoji
 * by itself (also skin tones and the letters of flags), or the selector that
 * has others drawn so (UTS #51, ED-15a and ED-18a: sequences are fully qualified).
 */
export const inEveryEmoji = /\p{Emoji_Presentation}|\uFE0F/u;

const changes: readonly Change[] = [
	{
		// Decodes its WebAssembly itself, as where there is no fetch: fetch would load Node's whole HTTP client for a data: URL.
		file: /yoga-layout[\\/]dist[\\/]binaries[\\/]yoga-wasm-base64-esm\.js$/,
		before: 'return w||"function"!=typeof fetch?',
		after: 'return true?',
	},
	{
		// V8 takes 30 ms to make and compile this one; without an emoji on the screen it is not needed.
		file: /string-width[\\/]index\.js$/,
		before: 'const rgiEmojiRegex = /^\\p{RGI_Emoji}$/v;',
		after: `let rgiEmoji; const rgiEmojiRegex = {test: text => ${inEveryEmoji}.test(text) && (rgiEmoji ??= /^\\p{RGI_Emoji}$/v).test(text)};`,
	},
];

/** Changes these places while bundling; what the libraries do stays the same. Throws when one is not as it was known here. */
export const lighterLibraries: Plugin = {
	name: 'lighter-libraries',
	setup({onLoad}) {
		for (const {file, before, after} of changes) {
			onLoad({filter: file}, async ({path}) => {
				const text = await readFile(path, 'utf8');
				if (text.split(before).length !== 2) throw new Error(`${path} has not, or not once: ${before}`);
				return {contents: text.replace(before, () => after), loader: 'js'};
			});
		}
	},
};
