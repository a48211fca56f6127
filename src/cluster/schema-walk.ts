import {clusterJsonSchema, type JsonSchema} from './json-schema.ts';
import type {Path} from './problem.ts';

let cached: JsonSchema | undefined;

/**
 * The schema at a path of a document, choosing among alternatives the one whose
 * constants agree with the data; undefined where anything goes or nothing is known.
 */
export function schemaAt(path: Path, data: unknown): JsonSchema | undefined {
	cached ??= clusterJsonSchema();
	let schema: JsonSchema | undefined = choose(cached, data);
	let value = data;
	for (const part of path) {
		value = child(value, part);
		schema = schema && choose(step(schema, part), value);
	}
	return schema;
}

/** Keys that may stand in the mapping at a path. */
export function keysAt(path: Path, data: unknown): readonly string[] {
	return Object.keys(schemaAt(path, data)?.properties ?? {});
}

function step(schema: JsonSchema, part: string | number): JsonSchema | undefined {
	if (typeof part === 'number') return schema.items;
	const rest = schema.additionalProperties;
	return schema.properties?.[part] ?? (typeof rest === 'object' ? rest : undefined);
}

function choose(schema: JsonSchema | undefined, value: unknown): JsonSchema | undefined {
	const branches = schema?.anyOf ?? schema?.oneOf;
	if (!branches) return schema;
	return branches.map((branch) => choose(branch, value)).find((branch) => branch !== undefined && agrees(branch, value));
}

function agrees(schema: JsonSchema, value: unknown): boolean {
	const isMapping = typeof value === 'object' && value !== null && !Array.isArray(value);
	if (schema.type === 'object') return isMapping && constantsAgree(schema, value as Record<string, unknown>);
	return !isMapping;
}

function constantsAgree(schema: JsonSchema, value: Record<string, unknown>): boolean {
	return Object.entries(schema.properties ?? {}).every(
		([key, property]) => property.const === undefined || value[key] === undefined || property.const === value[key],
	);
}

function child(value: unknown, part: string | number): unknown {
	return typeof value === 'object' && value !== null ? (value as Record<string | number, unknown>)[part] : undefined;
}
