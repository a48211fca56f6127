import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import stringWidth from 'string-width';
import {afterAll, describe, expect, test} from 'vitest';
import {buildProgram, runProgram} from '../../src/commands/program.ts';
import {testEnvironment} from './environment.ts';

const cwd = mkdtempSync(join(tmpdir(), 'kubewiz-zh-'));
afterAll(() => rmSync(cwd, {recursive: true}));

const verbs = buildProgram(testEnvironment({cwd}), 'zh').commands.map((command) => command.name());

async function run(env: Record<string, string>, ...argv: string[]) {
	const environment = testEnvironment({cwd, env});
	await runProgram(environment, argv);
	return {code: environment.code(), out: environment.out.text(), err: environment.err.text()};
}

const inChinese = (...argv: string[]) => run({LANG: 'zh_CN.UTF-8'}, ...argv);

/** Lines of help without the commands to type and the names of flags and verbs. */
function prose(help: string): readonly string[] {
	return help
		.split('\n')
		.filter((line) => !/^ {2}(?:kubewiz|source|echo) /.test(line))
		.map((line) => line.replace(/^ {2}(?:-\w, )?-?-?[a-z][a-z-]*(?: <\S+>)?(?= |$)/, '').replaceAll(/kubewiz [a-z]+(?: events)?/g, ''));
}

const english =
	/\b(?:the|is|of|and|or|to|for|with|which|default|choices|env|[Ss]ee|[Oo]ptions|[Uu]sage|[Ee]xamples?)\b|[a-z]{2,} [a-z]{2,} [a-z]{2,}/;

describe('help', () => {
	test.each([[], ...verbs.map((verb) => [verb])])('of kubewiz %s has no English sentence and keeps to 80 cells', async (...verb) => {
		const {code, out} = await inChinese(...verb, '--help');
		expect(code).toBe(0);
		expect(prose(out).filter((line) => english.test(line))).toEqual([]);
		expect(out.split('\n').filter((line) => stringWidth(line) > 80)).toEqual([]);
		const headings = out.split('\n').filter((line) => /^\S.*[:：]$/.test(line));
		expect(new Set(headings).size, 'every heading once').toBe(headings.length);
		expect(headings.filter((line) => !/\p{Script=Han}/u.test(line))).toEqual([]);
	});

	test('no line begins with a mark that ends something, and no word of commands is cut', async () => {
		for (const verb of verbs) {
			const {out} = await inChinese(verb, '--help');
			expect(out).not.toMatch(/^\s*[，。、；：）”]/mu);
			expect(out).not.toMatch(/[（“]$/mu);
		}
	});

	test('--lang goes before the locale, in both ways of writing it', async () => {
		expect(await run({LANG: 'C'}, 'plan', '--help', '--lang', 'zh')).toEqual(await inChinese('plan', '--help'));
		expect(await run({LANG: 'C'}, '--lang=zh', 'plan', '--help')).toEqual(await inChinese('plan', '--help'));
		expect(await inChinese('plan', '--help', '--lang=en')).toEqual(await run({LANG: 'C'}, 'plan', '--help'));
	});
});

describe('refusals', () => {
	// Each as commander says it: should it say otherwise one day, its English would show here.
	test.each([
		['statsu', "错误：未知命令 'statsu'\n（您是不是要用 status？）\n请参阅 'kubewiz --help'。\n"],
		['status --cluser x', "错误：未知选项 '--cluser'\n（您是不是要用 --cluster？）\n请参阅 'kubewiz status --help'。\n"],
		['schema evnts', "错误：参数 'what' 的值 'evnts' 无效。可选：cluster, events。\n请参阅 'kubewiz schema --help'。\n"],
		['version x', "错误：'version' 的参数过多：应为 0 个，实为 1 个：x。\n请参阅 'kubewiz version --help'。\n"],
		['completion', "错误：缺少必需的参数 'shell'\n请参阅 'kubewiz completion --help'。\n"],
		['plan --file', "错误：选项 '-f, --file <file>' 缺少参数\n请参阅 'kubewiz plan --help'。\n"],
		['demo --hosts 0', "错误：选项 '--hosts <number>' 的参数 '0' 无效。请给出 1 到 5000 之间的整数。\n请参阅 'kubewiz demo --help'。\n"],
		['status --lang xx', "错误：选项 '--lang <language>' 的参数 'xx' 无效。可选：en, zh。\n请参阅 'kubewiz --help'。\n"],
	])('kubewiz %s', async (line, said) => {
		expect(await inChinese(...line.split(' '))).toEqual({code: 2, out: '', err: said});
	});

	test.each([
		'install',
		'install --dry-run',
		'apply -f none.yaml',
		'plan -f none.yaml',
		'status --cluster nowhere',
		'logs --cluster nowhere',
		'demo --fail nonsense',
		'demo --fail join:nobody',
		'demo --drop nonsense',
		'demo --host-fault nonsense',
		'demo --control-planes 9',
	])('kubewiz %s', async (line) => {
		const {code, err} = await inChinese(...line.split(' '), ...(line.startsWith('demo') ? ['--plain'] : ['--state-dir', cwd]));
		expect(code).toBeGreaterThan(0);
		const own = err.replaceAll(/`[^`]*`|kubewiz (?:apply|demo|plan)[ \w.-]*/g, '');
		expect(own).toMatch(/^错误：\p{Script=Han}|^错误：.*\p{Script=Han}/u);
		expect(own.split('\n').filter((words) => english.test(words))).toEqual([]);
	});
});
