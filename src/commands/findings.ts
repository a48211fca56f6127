import {type EventBody, exitCodes} from '../events/event.ts';
import {counted} from '../output/look.ts';
import type {Finding} from '../preflight/types.ts';
import {applyWaivers, type WaivedFinding} from '../preflight/waivers.ts';
import {joined, labelled, type Said, told, within} from '../told.ts';
import {CommandError, usageError} from './command-error.ts';
import type {Session} from './session.ts';

/** Shows findings, with those errors let pass that the operator waived. Throws CommandError (exit 2) for a waiver that cannot be. */
export function showFindings(session: Session, findings: readonly Finding[], waive: readonly string[]): {readonly blocked: boolean} {
	const {findings: marked, blocked, complaints} = applyWaivers(findings, waive);
	const [complaint, ...others] = complaints;
	if (complaint) throw usageError('waive', told(`--waive: ${complaint.en}`, `--waive：${complaint.zh}`), others);
	for (const finding of marked) session.emit(findingEvent(finding));
	session.say([findingCounts(marked)]);
	return {blocked};
}

/** Ends the command when an error stands. `preflight` is that verb as the operator has to type it. */
export function blockedError(findings: readonly Finding[], preflight: string): CommandError {
	const busy = findings.find((finding) => finding.check === 'installer-at-work');
	if (busy) {
		const holders = Object.entries(busy.evidence).map(([host, holder]) => labelled(host, holder));
		return new CommandError(
			'locked',
			told(
				`another installation is at work on ${busy.hosts.join(', ')}; nothing was changed`,
				`${busy.hosts.join('、')} 上正在进行另一次安装；未作任何更改`,
			),
			{
				exitCode: exitCodes.locked,
				details: [...holders, busy.remedy],
			},
		);
	}
	const errors = findings.filter((finding) => finding.severity === 'error');
	const names = errors.every((finding) => finding.waivable) ? [...new Set(errors.map((finding) => finding.check))] : [];
	return new CommandError('preflight', told('preflight found errors; nothing was changed', '预检发现错误；未作任何更改'), {
		exitCode: exitCodes.failed,
		details: [
			errors.some((finding) => finding.fix !== undefined)
				? told(
						`mend them, or have kubewiz do it where it can: ${preflight} --fix`,
						`请处理它们，或让 kubewiz 处理它能处理的：${preflight} --fix`,
					)
				: told('mend them as said above; none of them can be mended by kubewiz', '请按上述说明处理；kubewiz 无法自动处理它们'),
			...(names.length > 0 ? [waiving(names.map((name) => `--waive ${name}`).join(' '))] : []),
		],
	});
}

function waiving(flags: string): Said {
	return told(`to go on all the same: ${flags}`, `仍要继续：${flags}`);
}

function findingEvent(finding: WaivedFinding): EventBody {
	const {check, severity, waived, hosts, title, evidence, why, remedy, handledBy, fix} = finding;
	return {
		...{type: 'finding', check, severity, waived, hosts, title, evidence, why, remedy},
		...(handledBy === undefined ? {} : {handledBy}),
		...(fix === undefined ? {} : {fix: {title: fix.title, command: fix.script.text, destroys: fix.destroys}}),
	};
}

function findingCounts(findings: readonly WaivedFinding[]): Said {
	const count = (severity: Finding['severity']) => findings.filter((finding) => finding.severity === severity && !finding.waived).length;
	const waived = findings.filter((finding) => finding.waived).length;
	const parts = [
		counted(count('error'), 'error'),
		counted(count('warning'), 'warning'),
		...(waived > 0 ? [told(`${waived} waived`, `${waived} 个已放行`)] : []),
	];
	return within(joined(parts), (it) => told(`Preflight: ${it.en}.`, `预检：${it.zh}。`));
}
