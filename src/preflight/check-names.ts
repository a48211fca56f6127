import {closest, distance} from 'fastest-levenshtein';
import {type Told, told} from '../told.ts';
import {words} from './words/words.ts';

/** What is wrong with a name that the operator gave for a check; undefined when it is one. */
export function complaintAbout(name: string): Told | undefined {
	const known: readonly string[] = Object.keys(words);
	if (known.includes(name)) return undefined;
	const near = closest(name, known);
	return distance(name, near) <= 4
		? told(`"${name}" is not the name of a check; did you mean "${near}"?`, `"${name}" 不是检查项的名称；您是不是要用 "${near}"？`)
		: told(`"${name}" is not the name of a check; the names stand beside the findings`, `"${name}" 不是检查项的名称；名称列在各个发现旁边`);
}
