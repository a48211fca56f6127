import type {EventBody} from '../events/event.ts';
import {type Said, told, within} from '../told.ts';
import {type Look, type MarkName, padCells} from './look.ts';

const names = {
	error: told('error', '错误'),
	warning: told('warning', '警告'),
	info: told('info', '信息'),
	waived: told('waived', '已放行'),
	why: told('why: ', '原因：'),
	remedy: told('do:  ', '处理：'),
	fix: told('fix: ', '修复：'),
} as const;

type FindingEvent = Extract<EventBody, {type: 'finding'}>;

/** More hosts than this are counted instead of named. */
const named = 6;

const marksOf: Readonly<Record<FindingEvent['severity'], MarkName>> = {error: 'failed', warning: 'warning', info: 'info'};

/** A finding of preflight: what, where, the evidence (equal ones together), why it matters and what to do. */
export function findingLines(finding: FindingEvent, look: Look): string[] {
	const mark = marksOf[finding.severity];
	const state = look.say(finding.waived ? names.waived : names[finding.severity]);
	const where = finding.hosts.length > 0 ? ` [${look.say(hostList(finding.hosts))}]` : '';
	return [
		`${look.glyph(mark)} ${padCells(state, 7)} ${look.tone('strong', look.say(finding.title))}${where}  (${finding.check})`,
		...evidence(finding.evidence, look).map((line) => `    ${look.tone('dim', line)}`),
		...(finding.severity === 'info' ? [] : [`    ${look.say(names.why)}${look.say(finding.why)}`]),
		...(finding.handledBy
			? [`    ${look.say(told(`kubewiz sets it right in step ${finding.handledBy}`, `kubewiz 会在步骤 ${finding.handledBy} 中处理`))}`]
			: [`    ${look.say(names.remedy)}${look.say(finding.remedy)}`]),
		...(finding.fix
			? [
					`    ${look.say(names.fix)}${look.say(finding.fix.title)} (kubewiz preflight --fix${finding.fix.destroys ? ` ${finding.check}` : ''})`,
				]
			: []),
	];
}

function evidence(byHost: FindingEvent['evidence'], look: Look): string[] {
	const groups = new Map<string, string[]>();
	for (const [host, said] of Object.entries(byHost)) {
		const text = look.say(said);
		groups.set(text, [...(groups.get(text) ?? []), host]);
	}
	return [...groups].map(([text, hosts]) => look.say(within(hostList(hosts), (it) => told(`${it.en}: ${text}`, `${it.zh}：${text}`))));
}

/** Hosts by name while they are few, else the first ones and a count. */
export function hostList(hosts: readonly string[]): Said {
	if (hosts.length <= named) return hosts.join(', ');
	const first = hosts.slice(0, named - 1).join(', ');
	const more = hosts.length - named + 1;
	return told(`${first} and ${more} more`, `${first} 等另外 ${more} 台`);
}
