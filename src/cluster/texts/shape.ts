import {shown} from './formats.ts';
import type {Text} from './text.ts';

/** Words for values of the wrong shape: keys, types, ranges, choices. */
export const shapeTexts = {
	empty: (): Text => ({message: 'the file is empty', remedy: 'see kubewiz schema for what belongs in it'}),

	unknownKey: (key: string, nearest: string | undefined, all: readonly string[]): Text => ({
		message: `unknown key ${shown(key)}`,
		remedy: nearest ? `did you mean ${nearest}?` : `the keys here are ${all.join(', ')}`,
	}),

	missing: (key: string, what?: string): Text => ({message: `${key} is missing`, ...(what ? {remedy: what} : {})}),

	wrongType: (expected: string, found: string): Text => ({message: `expected ${article(expected)}, found ${article(found)}`}),

	quoteIt: (source: string): Text => ({message: 'expected a text, found a number or boolean', remedy: `write it in quotes: "${source}"`}),

	choice: (value: string | undefined, allowed: readonly string[], nearest: string | undefined): Text => ({
		message: value === undefined ? 'not one of the values allowed here' : `${shown(value)} is not one of the values allowed here`,
		remedy: nearest && allowed.length > 1 ? `did you mean ${nearest}? Allowed: ${allowed.join(', ')}` : `write ${allowed.join(', ')}`,
	}),

	range: (minimum: number | undefined, maximum: number | undefined): Text => ({
		message: 'the number is out of range',
		remedy: `give a whole number${minimum === undefined ? '' : ` from ${minimum}`}${maximum === undefined ? '' : ` to ${maximum}`}`,
	}),

	emptyList: (): Text => ({message: 'the list is empty', remedy: 'give at least one entry, or leave the key out'}),

	secretKey: (key: string): Text => ({
		message: `${shown(key)} looks like a secret, which never belongs in this file`,
		remedy:
			'take it out: kubewiz asks for passwords, or takes them from an environment variable, a file or your SSH agent (see kubewiz apply --help)',
	}),

	secretValue: (what: string): Text => ({
		message: `this value looks like ${what}, which never belongs in this file`,
		remedy: 'take it out, and regard it as known to others if the file has been shared',
	}),

	other: (said: string): Text => ({message: said}),
};

const types: Readonly<Record<string, string>> = {
	string: 'text',
	record: 'mapping',
	object: 'mapping',
	map: 'mapping',
	array: 'list',
	int: 'whole number',
	null: 'empty value',
	undefined: 'missing value',
};

function article(type: string): string {
	const word = types[type] ?? type;
	return /^[aeiou]/.test(word) ? `an ${word}` : `a ${word}`;
}
