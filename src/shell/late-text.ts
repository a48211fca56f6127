import {heredoc, type LateName, late, lateValues, raw, type Script, sequence, sh} from './sh.ts';

/**
 * A mark that stands in a text for a run-time value until the host fills it in.
 * It survives any serializer; in YAML it must be a double-quoted scalar, since a
 * token of digits alone would be read as a number.
 */
export function lateMark(name: LateName): string {
	return `‹late:${name}›`;
}

const marks = /‹late:([a-z-]+)›/g;

/** Names of the run-time values a text has marks for, sorted. Throws TypeError for a mark of no known value. */
export function lateNames(text: string): readonly LateName[] {
	const names = new Set([...text.matchAll(marks)].map((match) => match[1] as string));
	const unknown = [...names].find((name) => !Object.hasOwn(lateValues, name));
	if (unknown) throw new TypeError(`no run-time value is called '${unknown}'`);
	return [...names].sort() as LateName[];
}

/**
 * A script that runs `command` with `text` as its standard input, marks filled
 * in on the host: feed(sh`kw_write ${path} 0600`, text). The text arrives byte
 * for byte, ended by a newline: nothing in it but the marks is expanded, and a
 * value is never read as shell again. A missing value ends the script before the
 * command runs. Throws TypeError on NUL.
 */
export function feed(command: Script, text: string): Script {
	const names = lateNames(text);
	if (names.length === 0) return sh`${command} ${heredoc(text)}`;
	const body = raw(openHeredoc(text), 'an unquoted here-document whose every special character is escaped');
	return sequence([...names.map((name) => sh`: ${late(name)}`), sh`${command} ${body}`]);
}

/** A here-document in which the marks are variables and all else is escaped. */
function openHeredoc(text: string): string {
	if (text.includes('\0')) throw new TypeError('a here-document cannot hold a NUL byte');
	const lines = text.replace(/\n$/, '').split('\n');
	let end = 'KW_END';
	while (lines.includes(end)) end += '_';
	const escaped = lines.join('\n').replaceAll(/[\\$`]/g, '\\$&');
	return `<<${end}\n${escaped.replaceAll(marks, (_, name: LateName) => `\${${lateValues[name].variable}}`)}\n${end}`;
}
