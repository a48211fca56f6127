import {createHash} from 'node:crypto';
import {type Document, isMap, isScalar, isSeq, parseDocument, type YAMLMap, type YAMLSeq} from 'yaml';
import {labelled, type Said, ToldError, told} from '../../src/told.ts';

/** One document of a manifest. Text that nobody changes is applied as it was written. */
export interface ManifestDocument {
	readonly kind: string;
	/** Empty for what has no name, such as a List. */
	readonly name: string;
	readonly namespace: string | undefined;
	readonly document: Document;
	text: string;
}

/**
 * The documents of a manifest, read as Kubernetes reads them (YAML 1.1: `0644`
 * is octal, `on` is true). Throws ToldError naming line and reason where the text is
 * no YAML or not Kubernetes objects: a mirror's error page, say.
 */
export function readManifest(text: string, origin: string): readonly ManifestDocument[] {
	const documents = text
		.split(/^---(?:[ \t].*)?$/m)
		.map((part) => read(part, origin))
		.filter((document) => document !== undefined);
	if (documents.length === 0) throw unfit(origin, told('no Kubernetes object in it', '其中没有 Kubernetes 对象'));
	return documents;
}

function read(text: string, origin: string): ManifestDocument | undefined {
	const document = parseDocument(text, {version: '1.1', merge: true});
	const [problem] = document.errors;
	if (problem) throw unfit(origin, problem.message);
	if (document.contents === null || (isScalar(document.contents) && document.contents.value === null)) return undefined;
	const kind = document.getIn(['kind']);
	const name = document.getIn(['metadata', 'name']);
	if (!isMap(document.contents) || typeof kind !== 'string') throw notManifest(origin, JSON.stringify(text.trim().slice(0, 60)));
	const namespace = document.getIn(['metadata', 'namespace']);
	return {
		kind,
		name: typeof name === 'string' ? name : '',
		namespace: typeof namespace === 'string' ? namespace : undefined,
		document,
		text: text.trim(),
	};
}

function notManifest(origin: string, beginning: string): ToldError {
	return unfit(origin, told(`not a Kubernetes manifest; it begins with ${beginning}`, `不是 Kubernetes 清单；开头是 ${beginning}`));
}

/** A manifest that cannot be used: where it is from, and why. */
export function unfit(origin: string, why: Said): ToldError {
	return new ToldError(labelled(origin, why));
}

/** Takes the document's changes over into its text. */
export function changed(document: ManifestDocument): void {
	document.text = document.document.toString({lineWidth: 0, directives: false}).trim();
}

export function findDocument(documents: readonly ManifestDocument[], kind: string, name: string): ManifestDocument | undefined {
	return documents.find((document) => document.kind === kind && document.name === name);
}

/** The container (or init container) of a workload. Throws ToldError when it has none of that name. */
export function containerOf({document, kind, name}: ManifestDocument, container: string): YAMLMap {
	const list = document.getIn(['spec', 'template', 'spec', 'containers']);
	const found = isSeq(list) ? list.items.find((item) => isMap(item) && item.get('name') === container) : undefined;
	if (!isMap(found))
		throw unfit(
			`${kind} ${name}`,
			told(
				`no container ${container}: the manifest is not of a version kubewiz can set up`,
				`没有容器 ${container}：kubewiz 不能设置这个版本的清单`,
			),
		);
	return found;
}

/** Sets an environment variable of a container, in place of what it had. */
export function setEnv(document: ManifestDocument, container: YAMLMap, name: string, value: object): void {
	if (!isSeq(container.get('env'))) container.set('env', document.document.createNode([]));
	const env = container.get('env') as YAMLSeq;
	const entry = document.document.createNode({name, ...value});
	const index = env.items.findIndex((item) => isMap(item) && item.get('name') === name);
	if (index < 0) env.items.push(entry);
	else env.items[index] = entry;
}

/** What a manifest runs, or its first object when it runs nothing: where its version is noted and looked for. */
export function tracked(documents: readonly ManifestDocument[]): readonly ManifestDocument[] {
	const workloads = documents.filter(({kind}) => ['DaemonSet', 'Deployment', 'StatefulSet'].includes(kind));
	return workloads.length > 0 ? workloads : documents.filter(({name}) => name !== '').slice(0, 1);
}

/** Annotation that says by which text of the manifest an object was made. */
export const manifestAnnotation = 'kubewiz.io/manifest';

/** The manifest's text with that annotation on what is tracked, and its value. */
export function finishManifest(documents: readonly ManifestDocument[]): {readonly text: string; readonly hash: string} {
	if (tracked(documents).length === 0) throw new ToldError(told('the manifest has no object with a name', '清单中没有带名称的对象'));
	const hash = createHash('sha256').update(joined(documents)).digest('hex').slice(0, 16);
	for (const document of tracked(documents)) {
		const metadata = document.document.get('metadata') as YAMLMap;
		// Made by itself: on its own path `setIn` would make an ordered map of YAML 1.1, with a tag Kubernetes does not read.
		if (!isMap(metadata.get('annotations'))) metadata.set('annotations', document.document.createNode({}));
		document.document.setIn(['metadata', 'annotations', manifestAnnotation], hash);
		changed(document);
	}
	return {text: joined(documents), hash};
}

function joined(documents: readonly ManifestDocument[]): string {
	return documents.map(({text}) => `${text}\n`).join('---\n');
}
