import {catalogue} from './catalogue.ts';
import type {Diagnosis, KnownFailure} from './types.ts';

/** How far the host has come. What is normal before is a failure after. */
interface DiagnosisContext {
	/** kubeadm init or join has succeeded here: the kubelet must have its configuration. */
	readonly joined?: boolean;
	/** The pod network has been applied: a network that is not ready is a failure. */
	readonly networkApplied?: boolean;
}

/**
 * The most likely cause of a failure, from its output lines. A cause goes
 * before its consequences (rank), an error before a warning, and of equals the
 * later line. Undefined when nothing is recognised; what is normal at that
 * point does not count.
 */
export function diagnose(lines: readonly string[], context: DiagnosisContext = {}): Diagnosis | undefined {
	return recognise(lines).find((match) => level(match, context) !== 'normal');
}

/** Everything recognised in the lines, the most likely cause first, each entry once with its last line. */
export function recognise(lines: readonly string[]): readonly Diagnosis[] {
	const found: {readonly match: Diagnosis; readonly at: number}[] = [];
	const plain = lines.map(unquote);
	for (const known of catalogue) {
		const at = plain.findLastIndex((line) => known.patterns.some((pattern) => pattern.test(line)));
		if (at >= 0) found.push({match: {known, evidence: (lines[at] ?? '').trim()}, at});
	}
	found.sort((a, b) => weight(a.match) - weight(b.match) || a.match.known.rank - b.match.known.rank || b.at - a.at);
	return found.map(({match}) => match);
}

function weight(match: Diagnosis): number {
	return {failure: 0, warning: 1, normal: 2}[level(match, {})];
}

function level({known, evidence}: Diagnosis, context: DiagnosisContext): KnownFailure['level'] {
	if (known.id === 'E51' && context.joined) return 'failure';
	if (known.id === 'E69' && context.networkApplied) return 'failure';
	// kubeadm prints the same words as a warning where it goes on.
	return known.level === 'failure' && evidence.includes('[WARNING ') ? 'warning' : known.level;
}

/** Texts reach us quoted once or twice more (`\"`, `\\\"`) and with typographic quotes; patterns are written for the plain form. */
function unquote(line: string): string {
	return line
		.replaceAll(/\\+(["'`])/g, '$1')
		.replaceAll(/[“”]/g, '"')
		.replaceAll(/[‘’]/g, "'")
		.replaceAll('&#34;', '"')
		.replaceAll('\\n', ' ');
}
