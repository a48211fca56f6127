import {type Told, told} from '../told.ts';

const ordinals = {en: ['first', 'second', 'third', 'fourth'], zh: ['一', '二', '三', '四']} as const;

/** What is wrong in which place of digits and dots that are no IPv4 address. */
export function ipv4Problem(address: string): Told {
	const parts = address.split('.');
	if (parts.length !== 4)
		return told(
			`'${address}' has ${parts.length} part${parts.length === 1 ? '' : 's'}; an IPv4 address has four, as 10.0.0.11`,
			`'${address}' 有 ${parts.length} 段；IPv4 地址有四段，例如 10.0.0.11`,
		);
	const at = parts.findIndex((part) => !/^(?:0|[1-9]\d*)$/.test(part) || Number(part) > 255);
	const part = parts[at] ?? '';
	const [en, zh] = [`the ${ordinals.en[at]} part of '${address}'`, `'${address}' 的第${ordinals.zh[at]}段`];
	if (part === '') return told(`${en} is empty; write a number from 0 to 255`, `${zh}为空；应是 0 到 255 的数字`);
	if (/^0\d/.test(part))
		return told(`${en}, ${part}, has a leading zero; write ${Number(part)}`, `${zh} ${part} 有前导零；应写作 ${Number(part)}`);
	return told(`${en}, ${part}, is above 255; each goes from 0 to 255`, `${zh} ${part} 大于 255；每段为 0 到 255`);
}
