import {readFileSync} from 'node:fs';
import {describe, expect, test} from 'vitest';
import {eventJsonSchema, eventSchema} from '../../src/events/schema.ts';
import {schemaVersion} from '../../src/events/version.ts';
import {breaks, type Schema} from './compatible.ts';

function read(path: string): Schema {
	return JSON.parse(readFileSync(path, 'utf8'));
}

describe('published schema', () => {
	test('docs/events.schema.json is the one the program prints (else: node scripts/schemas.ts)', () => {
		expect(read('docs/events.schema.json')).toEqual(JSON.parse(JSON.stringify(eventJsonSchema())));
	});

	test('nothing that readers of 1.0 count on is gone', () => {
		expect(schemaVersion).toMatch(/^1\./);
		expect(breaks(read('test/events/events-1.0.schema.json'), eventJsonSchema() as Schema)).toEqual([]);
	});

	test('describes every event type once, and the version record', () => {
		const types = (eventJsonSchema() as Schema).oneOf?.map((variant) => variant.properties?.type?.const);
		expect(new Set(types).size).toBe(types?.length);
		expect(types).toContain('version');
	});
});

describe('the comparison itself', () => {
	const was: Schema = {
		oneOf: [
			{
				type: 'object',
				properties: {type: {type: 'string', const: 'a'}, n: {type: 'integer'}, e: {type: 'string', enum: ['x', 'y']}},
				required: ['type', 'n'],
			},
		],
	};
	const [variant] = was.oneOf as [Schema];

	test.each([
		['an event type that is gone', {oneOf: []}, ['a is gone']],
		[
			'a field that is gone',
			change({properties: {type: {type: 'string', const: 'a'}, e: variant.properties?.e as Schema}}),
			['a.n is gone'],
		],
		['a field of another type', change({properties: {...variant.properties, n: {type: 'string'}}}), ['a.n was integer, is string']],
		['a field that may be absent', change({required: ['type']}), ['a.n may be absent now']],
		['a value that is gone', change({properties: {...variant.properties, e: {type: 'string', enum: ['x']}}}), ['a.e lost the value y']],
		['a field more', change({properties: {...variant.properties, more: {type: 'string'}}}), []],
	])('%s', (_what, now, expected) => {
		expect(breaks(was, now)).toEqual(expected);
	});

	function change(part: Partial<Schema>): Schema {
		return {oneOf: [{...variant, ...part}]};
	}
});

test('an event with unknown fields is still read', () => {
	const event = {type: 'warning', seq: 1, time: '2026-01-01T00:00:00Z', code: 'x', message: 'y', later: true};
	expect(eventSchema.parse(event)).toMatchObject({type: 'warning', code: 'x'});
});

test('an event without what is required is not', () => {
	expect(eventSchema.safeParse({type: 'warning', seq: 1, time: 'now', code: 'x'}).success).toBe(false);
});
