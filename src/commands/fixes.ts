import {type Fix, fixesFor} from '../preflight/fixes-for.ts';
import type {Finding} from '../preflight/types.ts';
import type {Fleet, HostLock} from '../remote/contract.ts';
import {type Said, told, within} from '../told.ts';
import {agreed} from './agree-to-fix.ts';
import {type FixWish, wishedFor} from './fix-wish.ts';
import {lockedForFixes, runFix} from './run-fix.ts';
import type {Session} from './session.ts';

/** What came of offering fixes: `stopped` when the operator wanted no more of them. `holding` is the lineage of the lock that the fleet's hosts are still held by. */
export type Offered = {readonly kind: 'none' | 'stopped'} | {readonly kind: 'ran'; readonly holding: string};

/**
 * Goes through the findings that a command can mend: shows the command and its
 * hosts, asks, runs it on all of them, all under the cluster's lock. The first
 * Ctrl-C lets the fix at work come to its end and begins no other, the second
 * one cuts it off. Throws LockedError when another process works on the
 * cluster, CommandError when nobody can be asked and `yes` is not given.
 */
export async function offerFixes(
	session: Session,
	{cluster, fleet}: {readonly cluster: string; readonly fleet: Fleet},
	findings: readonly Finding[],
	wish: FixWish,
): Promise<Offered> {
	const mendable = wishedFor(wish, findings);
	session.say(withoutFix(wish, mendable));
	if (mendable.length === 0) return {kind: 'none'};
	return lockedForFixes(session, cluster, async (lock) => {
		let ran = false;
		for (const finding of mendable) {
			session.say(['', ...shownFix(session, finding)]);
			if (!(await agreed(session, cluster, finding, wish))) continue;
			ran = true;
			if ((await runEverywhere(session, fleet, finding, lock)) === 'stopped') return {kind: 'stopped'};
		}
		if (!ran) session.say([told('No fix was run.', '没有执行任何修复。')]);
		return ran ? {kind: 'ran', holding: lock.lineage} : {kind: 'none'};
	});
}

/** What was asked for and can't be had. */
function withoutFix(wish: FixWish, mendable: readonly Finding[]): readonly Said[] {
	const idle = [...wish.named].filter((name) => !mendable.some(({check}) => check === name));
	if (idle.length > 0)
		return idle.map((name) => told(`${name}: nothing here that kubewiz could mend.`, `${name}：这里没有 kubewiz 能修复的内容。`));
	return mendable.length > 0 ? [] : [told('No finding has a fix that kubewiz could run.', '没有 kubewiz 能执行的修复。')];
}

function shownFix(session: Session, {title, hosts, fix}: Finding): string[] {
	const command = (fix?.script.text ?? '').trimEnd().split('\n');
	return [
		session.look.tone(
			'strong',
			session.look.say(
				within(fix?.title ?? '', (mend) =>
					told(`${title.en}: ${mend.en}, on ${hosts.join(', ')}:`, `${title.zh}：${mend.zh}，主机 ${hosts.join('、')}：`),
				),
			),
		),
		...command.map((line) => `    ${line}`),
	];
}

/** Signals are heard only while a fix is at work: at a question Ctrl-C ends the program, as everywhere. */
async function runEverywhere(session: Session, fleet: Fleet, finding: Finding, lock: HostLock): Promise<'ran' | 'stopped'> {
	const cut = new AbortController();
	let stopping = false;
	const release = session.environment.onSignal((signal) => {
		// A terminal that closes is no wish to leave a host half changed.
		if (stopping && signal !== 'SIGHUP') cut.abort();
		else
			session.say([
				told(
					'The fix at work comes to its end; no other is begun. Ctrl-C once more cuts it off.',
					'正在执行的修复会执行完，不再开始其他修复。再按一次 Ctrl-C 将中断它。',
				),
			]);
		stopping = true;
	});
	try {
		await Promise.all(fixesFor(finding).map((fix) => runAndTell(session, fleet, finding, fix, {lock, signal: cut.signal})));
	} finally {
		release();
	}
	return stopping ? 'stopped' : 'ran';
}

async function runAndTell(
	session: Session,
	fleet: Fleet,
	finding: Finding,
	fix: Fix,
	options: {readonly lock: HostLock; readonly signal: AbortSignal},
): Promise<void> {
	const {look} = session;
	const lines: string[] = [];
	const onLines = (more: readonly string[]) => void lines.push(...more);
	const {host, ok, detail} = await runFix(fleet, finding, fix, {...options, onLines});
	const said = ok
		? `${look.mark('done')} ${host}: ${look.say(detail)}`
		: `${look.mark('failed')} ${host}: ${look.say(fix.title)}: ${look.say(detail)}`;
	session.say([said, ...(ok ? [] : lines.slice(-10).map((line) => `    ${line}`))]);
}
