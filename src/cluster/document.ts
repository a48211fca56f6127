import {type Document, isCollection, isMap, isScalar, LineCounter, type Node, type Pair, parseDocument, visit} from 'yaml';
import type {Complaint, Path, Problem} from './problem.ts';
import {pathText} from './problem.ts';
import {yamlTexts} from './texts/yaml.ts';

/** A YAML text that knows where in it each value stands. */
export interface SourceDocument {
	readonly data: unknown;
	/** Root node; null for an empty text. */
	readonly root: Node | null;
	/** The text of the scalar at a path as written, so that `1.30` does not become 1.3. */
	readonly sourceAt: (path: Path) => string | undefined;
	readonly place: (complaint: Complaint) => Problem;
	/** Line of a key or a value, counted from 1. */
	readonly lineOf: (path: Path, at: 'key' | 'value') => number;
}

export type Parsed =
	| {readonly kind: 'document'; readonly document: SourceDocument; readonly problems: readonly Problem[]}
	| {readonly kind: 'broken'; readonly problems: readonly Problem[]};

/** Parses one YAML document. Duplicate keys are problems of their own that do not hinder the rest; broken syntax does. */
export function parseSource(text: string, file: string): Parsed {
	const lines = new LineCounter();
	const yaml = parseDocument(text, {lineCounter: lines, prettyErrors: false, keepSourceTokens: false});
	const at = (offset: number): {line: number; column: number} => {
		const {line, col} = lines.linePos(Math.min(offset, text.length));
		return {line: Math.max(line, 1), column: Math.max(col, 1)};
	};
	const broken: Finding[] = [...yaml.errors.filter((error) => error.code !== 'DUPLICATE_KEY'), ...danglingAliases(yaml)];
	const findings = [...broken, ...yaml.errors.filter((error) => error.code === 'DUPLICATE_KEY'), ...yaml.warnings];
	const problems = findings.map((finding) => ({file, ...at(finding.pos[0]), path: '', ...yamlTexts(finding.code, finding.message)}));
	if (broken.length > 0) return {kind: 'broken', problems};
	const data = toData(yaml);
	if (data.kind === 'refused') return {kind: 'broken', problems: [{file, line: 1, column: 1, path: '', ...yamlTexts('ALIASES', data.why)}]};
	const document: SourceDocument = {
		data: data.value,
		root: yaml.contents,
		sourceAt: (path) => sourceOf(nodeAt(yaml, path)),
		place: ({path, at: what, text: words}) => ({file, ...at(offsetOf(yaml, path, what ?? 'value')), path: pathText(path), ...words}),
		lineOf: (path, what) => at(offsetOf(yaml, path, what)).line,
	};
	return {kind: 'document', document, problems};
}

interface Finding {
	readonly code: string;
	readonly message: string;
	readonly pos: readonly [number, ...number[]];
}

/** The parser tells of an alias without an anchor only when it is used, and then not where. */
function danglingAliases(yaml: Document): Finding[] {
	const found: Finding[] = [];
	visit(yaml, {
		Alias(_, alias) {
			if (!alias.resolve(yaml)) found.push({code: 'UNRESOLVED_ALIAS', message: alias.source, pos: [alias.range?.[0] ?? 0]});
		},
	});
	return found;
}

/** Aliases may be used, but not to blow a small text up into a huge one: the parser refuses that. */
function toData(yaml: Document): {kind: 'value'; value: unknown} | {kind: 'refused'; why: string} {
	try {
		return {kind: 'value', value: yaml.toJS({maxAliasCount: 100}) as unknown};
	} catch (error) {
		if (error instanceof ReferenceError) return {kind: 'refused', why: error.message};
		throw error;
	}
}

function sourceOf(node: unknown): string | undefined {
	return isScalar(node) ? (node.source ?? String(node.value)) : undefined;
}

function nodeAt(yaml: Document, path: Path): unknown {
	return path.length === 0 ? yaml.contents : yaml.getIn(path, true);
}

/** Offset of a value or its key; of the nearest parent that exists when it is missing. */
function offsetOf(yaml: Document, path: Path, what: 'key' | 'value'): number {
	const node = nodeAt(yaml, path) as Node | undefined;
	const key = keyOf(yaml, path);
	if (what === 'key' && key?.range) return key.range[0];
	if (node?.range && !isEmptyScalar(node)) return node.range[0];
	if (key?.range) return key.range[0];
	return path.length === 0 ? 0 : offsetOf(yaml, path.slice(0, -1), 'key');
}

/** `name:` with nothing behind it: the key is the better place to point at. */
function isEmptyScalar(node: Node): boolean {
	return isScalar(node) && node.value === null && !node.source;
}

function keyOf(yaml: Document, path: Path): Node | undefined {
	const parent = path.length > 0 ? nodeAt(yaml, path.slice(0, -1)) : undefined;
	if (!isCollection(parent) || !isMap(parent)) return undefined;
	const pair = parent.items.find((item: Pair) => isScalar(item.key) && String(item.key.value) === path.at(-1));
	return pair?.key as Node | undefined;
}
