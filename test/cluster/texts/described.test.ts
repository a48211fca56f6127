import {expect, test} from 'vitest';
import {clusterJsonSchema, type JsonSchema} from '../../../src/cluster/json-schema.ts';
import {described} from '../../../src/cluster/texts/described.ts';

/** Keys whose value is a constant say by it what they are; a missing one is told as a choice. */
function requiredDescriptions(schema: JsonSchema): readonly string[] {
	const {properties = {}, required = []} = schema;
	const own = required.flatMap((key) => {
		const {description, const: constant} = properties[key] ?? {};
		return description !== undefined && constant === undefined ? [description] : [];
	});
	const below = [schema.items, ...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...Object.values(properties)];
	return [...own, ...below.flatMap((inner) => (inner ? requiredDescriptions(inner) : []))];
}

test('a key that must be there is described in Chinese too', () => {
	const all = requiredDescriptions(clusterJsonSchema());
	expect(all.length).toBeGreaterThan(5);
	expect(all.filter((text) => /kubewiz schema|^[^\p{Script=Han}]*$/u.test(described(text).zh))).toEqual([]);
});
