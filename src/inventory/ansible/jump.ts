import {jumpChain} from '../../cluster/patterns.ts';

/**
 * The jump host in ssh arguments as inventories give them: `-J host`,
 * `-o ProxyJump=host`, or the older `-o ProxyCommand="ssh -W %h:%p user@host"`.
 * `other`: a ProxyCommand of another kind, which kubewiz does not run.
 */
export function jumpOfArguments(text: string): {readonly jump: string} | {readonly other: true} | undefined {
	const [, short, long] = /(?:^|\s)-J\s*(\S+)|ProxyJump[= ]\s*["']?([^\s"']+)/i.exec(text) ?? [];
	const jump = short ?? long;
	if (jump !== undefined) return jumpChain.test(jump) ? {jump} : {other: true};
	const [, quoted, bare] = /ProxyCommand[= ]\s*(?:["'](.*?)["'](?:\s|$)|([^"'].*))/i.exec(text) ?? [];
	const command = quoted ?? bare ?? '';
	if (command === '') return /ProxyCommand/i.test(text) ? {other: true} : undefined;
	return throughSsh(command) ?? {other: true};
}

/** Only options that leave the way as it is: then the last word is the host. */
function throughSsh(command: string): {readonly jump: string} | undefined {
	const [, before = '', after = ''] = /^ssh\s+(.*?)-W\s*\[?%h\]?:%p(.*)$/.exec(command) ?? [];
	const words = `${before} ${after}`.trim().split(/\s+/);
	const host = words.find((word, index) => !word.startsWith('-') && words[index - 1] !== '-p');
	const port = words[words.indexOf('-p') + 1];
	const known = words.every((word, index) => word === host || /^-[qAnT]+$/.test(word) || word === '-p' || words[index - 1] === '-p');
	if (host === undefined || !known) return undefined;
	const jump = words.includes('-p') ? `${host}:${port}` : host;
	return jumpChain.test(jump) ? {jump} : undefined;
}
