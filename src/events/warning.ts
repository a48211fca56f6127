import {inEnglish, labelled, type Said, told} from '../told.ts';
import type {EventBody} from './event.ts';

type Warning = Extract<EventBody, {type: 'warning'}>;

/** Warnings that a summary shows one by one; all of them are in the log. */
const shown = 10;

/** A warning by itself, away from the line of its host: the host's name comes first where the words do not have it. */
export function warningWords({host, message}: Warning): Said {
	return host === undefined || inEnglish(message).includes(host) ? message : labelled(host, message);
}

/** What a summary says of a run's warnings. What the operator himself did, as stopping, is no news at the end. */
export function warningSummary(warnings: readonly Warning[]): readonly Said[] {
	const news = new Map(warnings.filter(({code}) => code !== 'stopping').map((warning) => [inEnglish(warningWords(warning)), warning]));
	const lines = [...news.values()].map(warningWords);
	const more = lines.length - shown;
	return more > 0 ? [...lines.slice(0, shown), told(`${more} more: in the log`, `另外 ${more} 条：见日志`)] : lines;
}
