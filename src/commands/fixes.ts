import {type Fix, fixesFor, fixUnit} from '../preflight/fixes-for.ts';
import type {Finding} from '../preflight/types.ts';
import type {Fleet, UnitResult} from '../remote/contract.ts';
import {needInput} from './command-error.ts';
import type {Session} from './session.ts';

/**
 * Goes through the findings that a command can mend: shows the command and its
 * hosts, asks, runs it on all of them. Gives whether anything was run. Throws
 * CommandError when nobody can be asked and `yes` is not given.
 */
export async function offerFixes(session: Session, fleet: Fleet, findings: readonly Finding[], yes: boolean): Promise<boolean> {
	let ran = false;
	for (const finding of findings) {
		const fixes = fixesFor(finding);
		if (fixes.length === 0) continue;
		session.say(['', ...shownFix(session, finding)]);
		if (!(await agreed(session, yes))) continue;
		ran = true;
		await Promise.all(fixes.map((fix) => runFix(session, fleet, finding, fix)));
	}
	if (!ran) session.say(['No fix was run.']);
	return ran;
}

function shownFix(session: Session, {title, hosts, fix}: Finding): string[] {
	const command = (fix?.script.text ?? '').trimEnd().split('\n');
	return [session.look.tone('strong', `${title}: ${fix?.title}, on ${hosts.join(', ')}:`), ...command.map((line) => `    ${line}`)];
}

async function agreed(session: Session, yes: boolean): Promise<boolean> {
	if (yes) return true;
	if (!session.ask) throw needInput('confirm', 'nobody to ask whether to run this', ['agree beforehand with --fix --yes']);
	return session.ask.confirm('Run it?');
}

async function runFix(session: Session, fleet: Fleet, finding: Finding, fix: Fix): Promise<void> {
	const remote = await fleet.open(fix.host);
	const [result] = await remote.run([fixUnit(finding, fix)]);
	const {look} = session;
	if (succeeded(result)) session.say([`${look.mark('done')} ${fix.host}: ${fix.title}`]);
	else session.say([`${look.mark('failed')} ${fix.host}: ${fix.title}`, ...(result?.tail ?? []).map((line) => `    ${line}`)]);
}

function succeeded(result: UnitResult | undefined): boolean {
	const outcome = result?.phases.at(-1)?.outcome;
	return outcome?.kind === 'exit' && outcome.code === 0;
}
