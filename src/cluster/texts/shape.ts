import {type Told, told} from '../../told.ts';
import {shown} from './formats.ts';
import type {Text} from './text.ts';

/** Words for values of the wrong shape: keys, types, ranges, choices. */
export const shapeTexts = {
	empty: (): Text => ({
		message: told('the file is empty', '文件是空的'),
		remedy: told('see kubewiz schema for what belongs in it', '应有的内容见 kubewiz schema'),
	}),

	unknownKey: (key: string, nearest: string | undefined, all: readonly string[]): Text => ({
		message: told(`unknown key ${shown(key)}`, `未知的键 ${shown(key)}`),
		remedy: nearest
			? told(`did you mean ${nearest}?`, `是不是 ${nearest}？`)
			: told(`the keys here are ${all.join(', ')}`, `此处可用的键有 ${all.join('、')}`),
	}),

	missing: (key: string, what?: Told): Text => ({message: told(`${key} is missing`, `缺少 ${key}`), ...(what ? {remedy: what} : {})}),

	wrongType: (expected: string, found: string): Text => ({
		message: told(`expected ${article(expected)}, found ${article(found)}`, `应为${nameOf(expected).zh}，实际是${nameOf(found).zh}`),
	}),

	quoteIt: (source: string): Text => ({
		message: told('expected a text, found a number or boolean', '应为文本，实际是数字或布尔值'),
		remedy: told(`write it in quotes: "${source}"`, `请加引号："${source}"`),
	}),

	choice: (value: string | undefined, allowed: readonly string[], nearest: string | undefined): Text => ({
		message:
			value === undefined
				? told('not one of the values allowed here', '不是此处允许的值')
				: told(`${shown(value)} is not one of the values allowed here`, `${shown(value)} 不是此处允许的值`),
		remedy:
			nearest && allowed.length > 1
				? told(`did you mean ${nearest}? Allowed: ${allowed.join(', ')}`, `是不是 ${nearest}？允许的有：${allowed.join('、')}`)
				: told(`write ${allowed.join(', ')}`, `请写 ${allowed.join('、')}`),
	}),

	range: (minimum: number | undefined, maximum: number | undefined): Text => ({
		message: told('the number is out of range', '数字超出范围'),
		remedy: told(
			`give a whole number${minimum === undefined ? '' : ` from ${minimum}`}${maximum === undefined ? '' : ` to ${maximum}`}`,
			`请给出整数${minimum === undefined ? '' : `，不小于 ${minimum}`}${maximum === undefined ? '' : `，不大于 ${maximum}`}`,
		),
	}),

	emptyList: (): Text => ({
		message: told('the list is empty', '列表是空的'),
		remedy: told('give at least one entry, or leave the key out', '至少写一项，或去掉这个键'),
	}),

	secretKey: (key: string): Text => ({
		message: told(`${shown(key)} looks like a secret, which never belongs in this file`, `${shown(key)} 像是机密信息，不应写在此文件中`),
		remedy: told(
			'take it out: kubewiz asks for passwords, or takes them from an environment variable, a file or your SSH agent (see kubewiz apply --help)',
			'请删除：kubewiz 会询问密码，也可从环境变量、文件或 SSH agent 取得（见 kubewiz apply --help）',
		),
	}),

	secretValue: (what: Told): Text => ({
		message: told(`this value looks like ${what.en}, which never belongs in this file`, `此值像是${what.zh}，不应写在此文件中`),
		remedy: told('take it out, and regard it as known to others if the file has been shared', '请删除；若文件已分享给他人，应视为已泄露'),
	}),

	/** Of a library, in its own words. */
	other: (said: string): Text => ({message: told(said, said)}),
};

const types: Readonly<Record<string, Told>> = {
	string: told('text', '文本'),
	record: told('mapping', '映射'),
	object: told('mapping', '映射'),
	map: told('mapping', '映射'),
	array: told('list', '列表'),
	int: told('whole number', '整数'),
	number: told('number', '数字'),
	boolean: told('boolean', '布尔值'),
	null: told('empty value', '空值'),
	undefined: told('missing value', '缺少的值'),
	'text or mapping': told('text or mapping', '文本或映射'),
};

function nameOf(type: string): Told {
	return types[type] ?? told(type, type);
}

function article(type: string): string {
	const word = nameOf(type).en;
	return /^[aeiou]/.test(word) ? `an ${word}` : `a ${word}`;
}
