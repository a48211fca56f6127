import {expect} from 'vitest';

/** Matches words in both languages whose English holds this text, and whose Chinese is Chinese. */
export function saying(text: string): unknown {
	return expect.objectContaining({en: expect.stringContaining(text), zh: expect.stringMatching(/\p{Script=Han}/u)});
}
