import * as z from 'zod';
import {clusterDocument} from './schema/cluster.ts';

/** The parts of a JSON Schema (draft 2020-12) that this module's own output uses. */
export interface JsonSchema {
	readonly [key: string]: unknown;
	readonly type?: string;
	readonly properties?: Readonly<Record<string, JsonSchema>>;
	readonly required?: readonly string[];
	readonly items?: JsonSchema;
	readonly additionalProperties?: JsonSchema | boolean;
	readonly anyOf?: readonly JsonSchema[];
	readonly oneOf?: readonly JsonSchema[];
	readonly const?: unknown;
	readonly description?: string;
}

/** JSON Schema of `cluster.yaml`, made from the schema that validates it. */
export function clusterJsonSchema(): JsonSchema {
	const schema = z.toJSONSchema(clusterDocument, {target: 'draft-2020-12', io: 'input'}) as JsonSchema;
	return {title: 'kubewiz cluster.yaml', ...schema};
}
