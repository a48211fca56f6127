import {parseSource, type SourceDocument} from './document.ts';
import {draftOf} from './draft.ts';
import {type Complaint, type Problem, pathText} from './problem.ts';
import {resolveSpec} from './resolve.ts';
import {kubeadmRules} from './rules/kubeadm.ts';
import {mirrorRules} from './rules/mirrors.ts';
import {networkRules} from './rules/network.ts';
import {secretComplaints} from './rules/secrets.ts';
import {topologyRules} from './rules/topology.ts';
import {versionRules} from './rules/versions.ts';
import {clusterDocument} from './schema/cluster.ts';
import {shapeComplaints} from './shape.ts';
import {shapeTexts} from './texts/shape.ts';
import type {Cluster} from './types.ts';

type Loaded =
	| {readonly cluster: Cluster /** Worth knowing, no hindrance. */; readonly warnings: readonly Problem[]}
	/** Everything wrong with the file, in its order. */
	| {readonly problems: readonly Problem[]};

/**
 * Reads a `cluster.yaml`. Touches nothing and throws nothing: whatever is wrong
 * with the text comes back as problems, all at once, each with its place.
 */
export function loadSpec(text: string, fileName: string): Loaded {
	const parsed = parseSource(text, fileName);
	if (parsed.kind === 'broken') return {problems: parsed.problems};
	const {document} = parsed;
	if (document.data === null || document.data === undefined) return {problems: [document.place({path: [], text: shapeTexts.empty()})]};
	const shape = clusterDocument.safeParse(document.data);
	const complaints = collect(document, shape.success ? [] : shapeComplaints(shape.error.issues, document));
	const problems = [
		...parsed.problems,
		...placed(
			document,
			complaints.filter((complaint) => complaint.severity === undefined),
		),
	];
	if (!shape.success || problems.length > 0) return {problems: inOrder(problems)};
	const warnings = placed(
		document,
		complaints.filter((complaint) => complaint.severity === 'warning'),
	);
	return {cluster: resolveSpec(shape.data), warnings: inOrder(warnings)};
}

/** A secret is reported as such and not as an unknown key too; nothing is told twice. */
function collect(document: SourceDocument, shape: readonly Complaint[]): Complaint[] {
	const draft = draftOf(document.data);
	const secrets = secretComplaints(document.root);
	const secret = new Set(secrets.map((complaint) => pathText(complaint.path)));
	const rules = [topologyRules, networkRules, versionRules, mirrorRules, kubeadmRules].flatMap((rule) => rule(draft));
	const others = [...shape, ...rules].filter((complaint) => !secret.has(pathText(complaint.path)));
	const all = [...secrets, ...others];
	return all.filter((complaint, index) => index === all.findIndex((other) => same(other, complaint)));
}

function same(a: Complaint, b: Complaint): boolean {
	return pathText(a.path) === pathText(b.path) && a.text.message.en === b.text.message.en;
}

function placed(document: SourceDocument, complaints: readonly Complaint[]): Problem[] {
	return complaints.map((complaint) => document.place(complaint));
}

function inOrder(problems: readonly Problem[]): Problem[] {
	return [...problems].sort((a, b) => a.line - b.line || a.column - b.column);
}
