import {expect, test} from 'vitest';
import {farewell} from '../../screens/farewell.ts';
import {type Language, wordsOf} from '../../screens/text/words.ts';
import {told} from '../../src/told.ts';
import {atWork, fakeRun, stage} from './stage.tsx';

const [esc, ctrlC] = ['\u001B', '\u0003'];

/** A run that warned of one of its hosts, and of something that is no host's. */
function warned() {
	const run = fakeRun(3, 2);
	run.task(0, 'w1', 'running');
	const message = told(
		`Turn swap off on w1 was done earlier and is no longer so: it is done again. ${'It was found so. '.repeat(6)}THE-END`,
		`w1 上的“关闭交换分区”此前已完成，现在不再成立：将重新执行。${'已发现如此。'.repeat(8)}到此`,
	);
	run.send({type: 'warning', code: 'drift', host: 'w1', message});
	run.send({type: 'warning', code: 'log', message: told('a log file cannot be written', '无法写入日志文件')});
	return run;
}

test.each([
	['en', '! 2 warnings: w', 'THE-END', 'a log file cannot be written'],
	['zh', '! 2 条警告：w', '到此', '无法写入日志文件'],
] as const)('warnings are counted and read whole, %s', async (language, count, end, other) => {
	for (const [columns, rows] of [
		[80, 24],
		[60, 15],
	]) {
		const shown = stage({...atWork(warned()), language, columns: columns as number, rows: rows as number});
		await shown.until(count);
		// Its host has a mark for it.
		expect(shown.screen()).toMatch(/ w1 .* !1$/m);
		expect(shown.screen()).not.toMatch(/ w2 .* !\d/m);
		await shown.type('w', other);
		expect(shown.screen()).toContain(end);
		await shown.type(ctrlC, wordsOf(language).install.stopTitle);
		await shown.type(esc, end);
		shown.send(esc);
		await shown.gone(end);
		await shown.unmount();
	}
});

test('a warning stands in the log of its host, in its place in time', async () => {
	const run = fakeRun(2, 1);
	run.task(0, 'w1', 'running');
	run.print(0, 'w1', 'printed before');
	run.send({type: 'warning', code: 'drift', host: 'w1', message: 'it was done earlier'});
	run.print(0, 'w1', 'printed after');
	const shown = stage(atWork(run));
	await shown.type('h', /❯ . cp1/);
	await shown.type('j', /❯ . w1/);
	await shown.type('l', /printed before\n *warning: it was done earlier\n *printed after/);
	await shown.unmount();
});

test('without a warning there is nothing to count, and w says so', async () => {
	const shown = stage(atWork(fakeRun(2, 1)));
	await shown.until('Step 0');
	expect(shown.screen()).not.toContain('warning');
	await shown.type('w', 'nothing was warned of');
	await shown.unmount();
});

test.each(['en', 'zh'] as Language[])('the end says them again, and so does the scrollback, %s', async (language) => {
	const run = warned();
	run.send({type: 'warning', code: 'stopping', message: 'draining'});
	for (let more = 0; more < 12; more += 1) run.send({type: 'warning', code: 'x', host: 'cp1', message: `of many, number ${more}`});
	run.send({type: 'run.end', result: 'done', exitCode: 0, ms: 66_000, counts: {...run.view.counts}, setAside: [], next: []});
	const {draft, state = {}} = atWork(run);
	const shown = stage({draft: {...draft, screen: 'done'}, state, language, rows: 40});
	await shown.until(wordsOf(language).done.warnings);
	const said = farewell(shown.store.getState(), wordsOf(language)).join('\n');
	for (const text of [
		language === 'en' ? 'THE-END' : '到此',
		'cp1',
		'of many, number 7',
		language === 'en' ? '4 more: in the log' : '另外 4 条：见日志',
	]) {
		expect(shown.screen()).toContain(text);
		expect(said).toContain(text);
	}
	expect(said).not.toContain('draining');
	await shown.unmount();
});
