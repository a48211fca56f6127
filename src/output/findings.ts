import type {EventBody} from '../events/event.ts';
import type {Look, MarkName} from './look.ts';

type FindingEvent = Extract<EventBody, {type: 'finding'}>;

/** More hosts than this are counted instead of named. */
const named = 6;

const marksOf: Readonly<Record<FindingEvent['severity'], MarkName>> = {error: 'failed', warning: 'warning', info: 'info'};

/** A finding of preflight: what, where, the evidence (equal ones together), why it matters and what to do. */
export function findingLines(finding: FindingEvent, look: Look): string[] {
	const mark = marksOf[finding.severity];
	const state = finding.waived ? 'waived' : finding.severity;
	const where = finding.hosts.length > 0 ? ` [${hostList(finding.hosts)}]` : '';
	return [
		`${look.glyph(mark)} ${state.padEnd(7)} ${look.tone('strong', look.say(finding.title))}${where}  (${finding.check})`,
		...evidence(finding.evidence, look).map((line) => `    ${look.tone('dim', line)}`),
		...(finding.severity === 'info' ? [] : [`    why: ${look.say(finding.why)}`]),
		...(finding.handledBy ? [`    kubewiz sets it right in step ${finding.handledBy}`] : [`    do:  ${look.say(finding.remedy)}`]),
		...(finding.fix ? [`    fix: ${look.say(finding.fix.title)} (kubewiz preflight --fix)`] : []),
	];
}

function evidence(byHost: FindingEvent['evidence'], look: Look): string[] {
	const groups = new Map<string, string[]>();
	for (const [host, said] of Object.entries(byHost)) {
		const text = look.say(said);
		groups.set(text, [...(groups.get(text) ?? []), host]);
	}
	return [...groups].map(([text, hosts]) => `${hostList(hosts)}: ${text}`);
}

/** Hosts by name while they are few, else the first ones and a count. */
export function hostList(hosts: readonly string[]): string {
	if (hosts.length <= named) return hosts.join(', ');
	return `${hosts.slice(0, named - 1).join(', ')} and ${hosts.length - named + 1} more`;
}
