import type {EventBody, RunResult} from '../events/event.ts';
import {warningSummary} from '../events/warning.ts';
import {joined, labelled, type Told, told, within} from '../told.ts';
import {counted, duration, type Look, type MarkName, marks} from './look.ts';

type RunEnd = Extract<EventBody, {type: 'run.end'}>;

const words: Readonly<Record<RunResult, {readonly mark: MarkName; readonly text: Told}>> = {
	done: {mark: 'done', text: told('everything is done and verified', '全部完成并通过验证')},
	failed: {mark: 'failed', text: told('stopped at a failure; what was done stays done', '因失败而停止；已完成的部分保留')},
	'partly-done': {mark: 'set-aside', text: told('finished, but some hosts were set aside', '已结束，但有主机被搁置')},
	interrupted: {mark: 'unknown', text: told('interrupted; nothing is lost', '已中断；没有丢失任何东西')},
	detached: {mark: 'reconnecting', text: told('detached; jobs on the hosts go on', '已脱离；主机上的作业继续执行')},
	'needs-decision': {mark: 'question', text: told('stopped for a decision of yours', '已停止，等待您的决定')},
	locked: {mark: 'failed', text: told('another kubewiz is at work here', '另一个 kubewiz 正在此处工作')},
};

/** What stands last on the screen: result, counts, failures (`step on host`), hosts set aside, warnings, the commands to go on with, and where the log is. */
export function summaryLines(
	end: RunEnd,
	about: {
		readonly simulation: boolean;
		readonly log: string | undefined;
		readonly failures: readonly string[];
		readonly warnings: readonly Extract<EventBody, {type: 'warning'}>[];
	},
	look: Look,
): string[] {
	const {mark, text} = words[end.result];
	const count = (name: 'failed' | 'unknown' | 'set-aside' | 'blocked') =>
		end.counts[name] > 0 ? [told(`${end.counts[name]} ${marks[name].word.en}`, `${end.counts[name]} 个${marks[name].word.zh}`)] : [];
	const open = end.counts.waiting + end.counts.checking + end.counts.running + end.counts.verifying + end.counts.reconnecting;
	const counts = [
		within(counted(end.counts.done, 'task'), (it) => told(`${it.en} done`, `${it.zh}完成`)),
		...count('failed'),
		...count('unknown'),
		...count('set-aside'),
		...count('blocked'),
		...(open > 0 ? [told(`${open} not finished`, `${open} 个未结束`)] : []),
	];
	return [
		'',
		`${look.mark(mark)}${look.say(told(`: ${text.en}, after ${duration(end.ms)}`, `：${text.zh}，用时 ${duration(end.ms)}`))}`,
		`  ${look.say(joined(counts))}`,
		...about.failures.map((failure) => `  ${look.say(labelled(look.say(marks.failed.word), failure))}`),
		...(end.setAside.length > 0 ? [`  ${look.say(labelled(look.say(marks['set-aside'].word), end.setAside.join(', ')))}`] : []),
		...warningSummary(about.warnings).map(
			(warning) =>
				`  ${look.say(within(warning, (it) => told(`${marks.warning.word.en}: ${it.en}`, `${marks.warning.word.zh}：${it.zh}`)))}`,
		),
		...(end.next.length > 0
			? [`  ${look.say(told('next:', '下一步：'))}`, ...end.next.map((command) => `    ${look.tone('strong', look.say(command))}`)]
			: []),
		...(about.log ? [`  ${look.say(told('log: ', '日志：'))}${about.log}`] : []),
		...(about.simulation ? [simulationNote(look)] : []),
	];
}

/** Said at both ends of a demo run. */
export function simulationNote(look: Look): string {
	return look.tone(
		'warn',
		look.say(
			told('SIMULATION: the hosts are played by kubewiz itself; no machine was touched', '模拟：主机由 kubewiz 自己扮演，没有触及任何机器'),
		),
	);
}
