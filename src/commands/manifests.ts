import {readFile} from 'node:fs/promises';
import {dirname, join, resolve} from 'node:path';
import {manifestRefs, networkManifest, sourceKey} from '../../steps/network/manifest.ts';
import {leaderOf} from '../cluster/types.ts';
import {exitCodes} from '../events/event.ts';
import {writeAtomically} from '../journal/atomic-file.ts';
import {prepareStateDir} from '../journal/state-dir.ts';
import {sha256} from '../plan/canonical.ts';
import {askUnit} from '../preflight/ask-facts.ts';
import {type Fleet, RemoteError} from '../remote/contract.ts';
import {sh} from '../shell/sh.ts';
import {joined, type Said, saidBy, semicolon, type Told, ToldError, told, within} from '../told.ts';
import {CommandError, usageError} from './command-error.ts';
import {largestText} from './fetch-text.ts';
import type {LoadedCluster} from './load-cluster.ts';
import type {Place} from './place.ts';
import type {Session} from './session.ts';

/**
 * Texts of the manifests a plan needs, by path or URL: files from beside the
 * cluster file, URLs from here or else through the first control plane, which
 * may have a way out that this machine has not. A text once read is kept in the
 * state directory and serves when neither can reach the URL.
 */
export async function readManifests(
	session: Session,
	loaded: LoadedCluster,
	fleet: Fleet,
	place: Place,
	state: string,
): Promise<Record<string, string>> {
	const texts: Record<string, string> = {};
	for (const source of manifestRefs(loaded.cluster)) {
		texts[sourceKey(source)] =
			'file' in source ? await readBeside(session, loaded, source.file) : await readUrl(session, loaded, fleet, place, source.url, state);
	}
	if (loaded.cluster.cni.kind !== 'none') demandManifest(loaded, texts);
	return texts;
}

/** A mirror's error page, or a manifest that cannot be set up, is told now and not while planning. */
function demandManifest({cluster}: LoadedCluster, texts: Record<string, string>): void {
	try {
		networkManifest(cluster, texts);
	} catch (error) {
		throw new CommandError('manifest', saidBy(error), {exitCode: exitCodes.usage});
	}
}

async function readBeside(session: Session, {file, manifests = {}}: LoadedCluster, path: string): Promise<string> {
	const kept = manifests[path];
	if (kept !== undefined) return kept;
	return readFile(besideSpec(session, {file}, path), 'utf8').catch((error: Error) => {
		throw usageError(
			'manifest',
			told(
				`the manifest ${path} that the cluster file names cannot be read: ${error.message}`,
				`无法读取集群文件中指定的清单 ${path}：${error.message}`,
			),
		);
	});
}

/** A path in a cluster file is meant from where that file lies. */
export function besideSpec(session: Session, {file}: Pick<LoadedCluster, 'file'>, path: string): string {
	const {cwd} = session.environment;
	return resolve(file === '-' ? cwd : dirname(resolve(cwd, file)), path);
}

/** Where the text of a URL is kept once it was read. */
export function keptManifest(state: string, url: string): string {
	return join(state, 'manifests', `${sha256(url).replace(/^sha256:/, '')}.yaml`);
}

async function readUrl(session: Session, loaded: LoadedCluster, fleet: Fleet, place: Place, url: string, state: string): Promise<string> {
	const kept = keptManifest(state, url);
	const failures: Told[] = [];
	const host = leaderOf(loaded.cluster).name;
	for (const [from, read] of [
		[told('this machine', '本机'), () => place.fetch(url)],
		[told(host, host), () => fetchThrough(fleet, host, url)],
	] as const) {
		try {
			const text = await read();
			await prepareStateDir(dirname(kept));
			await writeAtomically(kept, text);
			return text;
		} catch (error) {
			failures.push(within(reasonOf(error), (why) => told(`from ${from.en}: ${why.en}`, `${from.zh}：${why.zh}`)));
		}
	}
	const old = await readFile(kept, 'utf8').catch(() => undefined);
	if (old === undefined)
		throw new CommandError('manifest', told(`the manifest of the pod network, ${url}, cannot be read`, `无法读取 Pod 网络的清单 ${url}`), {
			exitCode: exitCodes.failed,
			details: [
				...failures,
				told('get it by other means and name it with cni.file in the cluster file', '请用其他方式取得，并在集群文件的 cni.file 中指定'),
			],
		});
	session.warn(
		'manifest',
		within(joined(failures, semicolon), (why) =>
			told(
				`${url} cannot be read now (${why.en}); the copy of an earlier run is used`,
				`现在无法读取 ${url}（${why.zh}）；使用此前运行留下的副本`,
			),
		),
	);
	return old;
}

/** In base64, as output of a host is text that was cleaned of control characters and cut at long lines. */
async function fetchThrough(fleet: Fleet, host: string, url: string): Promise<string> {
	const remote = await fleet.open(host);
	const check = sh`
		curl --fail --silent --show-error --location --max-time 60 --max-filesize ${largestText} ${url} | base64 -w 76
	`;
	const {lines} = await askUnit(remote, {id: 'manifest', check: check.text, timeoutMs: 90_000});
	const text = Buffer.from(lines.join(''), 'base64').toString('utf8');
	if (text.trim() === '') throw new ToldError(told('curl gave nothing', 'curl 没有返回内容'));
	return text;
}

function reasonOf(error: unknown): Said {
	return error instanceof RemoteError ? joined([error.told, ...error.details]) : saidBy(error);
}
