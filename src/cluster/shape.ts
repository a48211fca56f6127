import type * as z from 'zod';
import {told} from '../told.ts';
import type {SourceDocument} from './document.ts';
import {nearest} from './nearest.ts';
import type {Complaint, Path} from './problem.ts';
import {keysAt, schemaAt} from './schema-walk.ts';
import {described} from './texts/described.ts';
import {formats, isFormat} from './texts/formats.ts';
import {shapeTexts} from './texts/shape.ts';
import type {Text} from './texts/text.ts';

type Issue = z.core.$ZodIssue;

/** Turns what zod found into complaints with our words, one for each unknown key. */
export function shapeComplaints(issues: readonly Issue[], source: SourceDocument): Complaint[] {
	return issues.flatMap((issue) => complaints(issue, [], source));
}

function complaints(issue: Issue, above: Path, source: SourceDocument): Complaint[] {
	const path = [...above, ...(issue.path as (string | number)[])];
	switch (issue.code) {
		case 'unrecognized_keys':
			return issue.keys.map((key) => ({path: [...path, key], at: 'key', text: unknownKey(key, path, source)}));
		case 'invalid_union':
			return unionComplaints(issue, path, source);
		case 'invalid_key':
			return [{path, at: 'key', text: formatText(issue.issues[0]?.message ?? '', String(path.at(-1)))}];
		case 'invalid_type':
			return [typeComplaint(issue.expected, path, source)];
		case 'invalid_value':
			return [{path, text: choiceText(issue.values.map(String), valueAt(path, source))}];
		case 'too_small':
		case 'too_big':
			return [{path, text: sizeText(issue, path, source)}];
		default:
			return [{path, text: formatText(issue.message, textAt(path, source))}];
	}
}

/** Of several alternatives, reports on the one the value was meant to be: the one whose type it has. */
function unionComplaints(issue: UnionIssue, path: Path, source: SourceDocument): Complaint[] {
	if (issue.discriminator !== undefined) return [discriminatorComplaint(issue.discriminator, path, source)];
	const branches = issue.errors as readonly (readonly Issue[])[];
	const without = (...codes: Issue['code'][]) =>
		branches.find((branch) => !branch.some((inner) => inner.path.length === 0 && codes.includes(inner.code)));
	const meant = without('invalid_type', 'invalid_value') ?? without('invalid_type');
	if (!meant) return [typeComplaint('text or mapping', path, source)];
	return meant.flatMap((inner) => complaints(inner, path, source));
}

type UnionIssue = Extract<Issue, {code: 'invalid_union'}>;

/** The key that tells alternatives apart is missing or has none of their values. zod's path leads to that key. */
function discriminatorComplaint(key: string, path: Path, source: SourceDocument): Complaint {
	const above = path.slice(0, -1);
	const property = schemaAt(above.slice(0, -1), source.data)?.properties?.[String(above.at(-1))];
	const allowed = (property?.oneOf ?? property?.anyOf ?? []).map((branch) => String(branch.properties?.[key]?.const));
	const value = valueAt(path, source);
	return {
		path,
		text:
			value === undefined
				? shapeTexts.missing(key, told(`write one of ${allowed.join(', ')}`, `请写以下之一：${allowed.join('、')}`))
				: choiceText(allowed, value),
	};
}

function unknownKey(key: string, path: Path, source: SourceDocument): Text {
	const all = keysAt(path, source.data);
	return shapeTexts.unknownKey(key, nearest(key, all), all);
}

function typeComplaint(expected: string, path: Path, source: SourceDocument): Complaint {
	const value = valueAt(path, source);
	const schema = schemaAt(path, source.data);
	if (value === undefined)
		return {
			path,
			text: shapeTexts.missing(
				String(path.at(-1) ?? 'the document'),
				schema?.description === undefined ? undefined : described(schema.description),
			),
		};
	const written = source.sourceAt(path);
	if (path.at(-1) === 'kubernetesVersion' && written !== undefined) return {path, text: formats.kubernetesVersion(written)};
	if (expected === 'string' && (typeof value === 'number' || typeof value === 'boolean'))
		return {path, text: shapeTexts.quoteIt(written ?? String(value))};
	return {path, text: shapeTexts.wrongType(expected, typeName(value))};
}

function choiceText(allowed: readonly string[], value: unknown): Text {
	const text = typeof value === 'object' ? undefined : String(value);
	return shapeTexts.choice(text, allowed, text === undefined ? undefined : nearest(text, allowed));
}

function sizeText(issue: Extract<Issue, {code: 'too_small' | 'too_big'}>, path: Path, source: SourceDocument): Text {
	if (issue.origin === 'array') return shapeTexts.emptyList();
	if (issue.origin === 'string') return formatText(issue.message, textAt(path, source));
	const schema = schemaAt(path, source.data);
	return shapeTexts.range(schema?.minimum as number | undefined, schema?.maximum as number | undefined);
}

function formatText(format: string, value: string): Text {
	return isFormat(format) ? formats[format](value) : shapeTexts.other(format);
}

function textAt(path: Path, source: SourceDocument): string {
	const value = valueAt(path, source);
	return typeof value === 'string' ? value : (source.sourceAt(path) ?? '');
}

function valueAt(path: Path, source: SourceDocument): unknown {
	return path.reduce<unknown>(
		(value, part) => (typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[part] : undefined),
		source.data,
	);
}

function typeName(value: unknown): string {
	if (value === null) return 'null';
	return Array.isArray(value) ? 'array' : typeof value;
}
