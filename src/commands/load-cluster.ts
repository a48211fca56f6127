import {readFile} from 'node:fs/promises';
import {resolve} from 'node:path';
import {loadSpec} from '../cluster/load.ts';
import {type Problem, tellProblem} from '../cluster/problem.ts';
import type {Cluster} from '../cluster/types.ts';
import {exitCodes} from '../events/event.ts';
import {counted} from '../output/look.ts';
import {problemLines} from '../output/problems.ts';
import {told, within} from '../told.ts';
import {CommandError, usageError} from './command-error.ts';
import type {Session} from './session.ts';

export interface LoadedCluster {
	readonly cluster: Cluster;
	/** As the operator named it, for commands shown to him. */
	readonly file: string;
	/** Texts of its manifest files by path, where they are not read from beside the file: those of a recorded run. */
	readonly manifests?: Readonly<Record<string, string>>;
}

/** Reads a cluster file; warnings about it are told unless `quiet`; `-` is stdin. Throws CommandError (exit 2) with every problem in it at once. Touches nothing. */
export async function loadCluster(session: Session, file: string, quiet = false): Promise<LoadedCluster> {
	const {environment} = session;
	const path = resolve(environment.cwd, file);
	const text = file === '-' ? await readAll(environment.stdin) : await readText(path, file);
	return clusterOf(session, text, file, quiet);
}

/** The same of a text that is there already, to be found in `file`. */
export function clusterOf(session: Session, text: string, file: string, quiet = false): LoadedCluster {
	const loaded = loadSpec(text, file === '-' ? 'stdin' : file);
	if ('problems' in loaded) throw problemsError(session, loaded.problems, text);
	if (!quiet) for (const warning of loaded.warnings) session.warn('spec', tellProblem(warning));
	return {cluster: loaded.cluster, file};
}

function problemsError(session: Session, problems: readonly Problem[], text: string): CommandError {
	const [first] = problems;
	const details = session.json
		? problems.map(tellProblem)
		: problems.flatMap((problem) => ['', ...problemLines(problem, text, session.look)]);
	return new CommandError(
		'spec',
		within(counted(problems.length, 'problem'), (it) =>
			told(`${first?.file} has ${it.en}; nothing was touched`, `${first?.file} 有 ${it.zh}；未触及任何东西`),
		),
		{
			exitCode: exitCodes.usage,
			details,
		},
	);
}

/** Text of a cluster file at `path`, which the operator called `file`. Throws CommandError (exit 2) when it cannot be read. */
export async function readText(path: string, file: string): Promise<string> {
	return readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
		if (error.code !== 'ENOENT')
			throw usageError('file', told(`${file} cannot be read: ${error.message}`, `无法读取 ${file}：${error.message}`));
		throw usageError('file', told(`there is no file ${file}`, `没有文件 ${file}`), [
			told(
				'name the cluster file with -f FILE; `kubewiz schema` says what goes into it, README.md has an example',
				'请用 -f FILE 指定集群文件；内容见 `kubewiz schema`，README.md 中有示例',
			),
		]);
	});
}

async function readAll(stream: AsyncIterable<Buffer | string>): Promise<string> {
	let text = '';
	for await (const chunk of stream) text += chunk.toString();
	return text;
}
