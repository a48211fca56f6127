import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {
	bootCommand,
	encodeProgram,
	markOfBootCommand,
	maxRecord,
	ProtocolError,
	type Reply,
	type ReplyFrame,
	type Request,
	type RequestFrame,
} from '../../src/remote/protocol.ts';
import {encodeReply, ReplyReader} from '../../src/remote/reply-codec.ts';
import {encodeRequest, RequestReader} from '../../src/remote/request-codec.ts';
import {joinWords, parseWords} from '../../src/remote/words.ts';

const text = fc.string({unit: 'grapheme'}).map((value) => value.replaceAll('\0', ''));
const bytes = fc.uint8Array({maxLength: 300}).map((value) => Buffer.from(value));
const phase = fc.constantFrom('check', 'apply', 'verify');
const number = fc.nat(1e9);
const values = fc.dictionary(fc.constantFrom('KW_JOIN_TOKEN', 'KW_CA_HASH', 'A'), text, {noNullPrototype: true});

const unit = fc.record({
	id: text,
	timeoutSeconds: number,
	repair: fc.boolean(),
	mark: text,
	values,
	check: text,
	apply: text,
	verify: text,
});
const request = fc.oneof(
	fc.record({verb: fc.constant('hello'), nonce: text, library: text}),
	fc.record({verb: fc.constant('run'), checkOnly: fc.boolean(), units: fc.array(unit, {maxLength: 4})}),
	fc.record({
		verb: fc.constant('job-start'),
		job: text,
		timeoutSeconds: number,
		once: fc.boolean(),
		values,
		sha256: text,
		script: text,
		unit: text,
	}),
	fc.record({verb: fc.constant('job-attach'), job: text, offset: number, waitSeconds: number}),
	fc.record({verb: fc.constant('upload'), path: text, mode: fc.nat(0o777), size: number, sha256: text, offset: number, data: bytes}),
	fc.record({verb: fc.constant('cancel')}),
) as fc.Arbitrary<Request>;
const reply = fc.oneof(
	fc.record({kind: fc.constant('phase'), unit: number, phase}),
	fc.record({kind: fc.constant('out'), unit: number, phase, bytes}),
	fc.record({kind: fc.constant('data'), offset: number, bytes}),
	fc.record({kind: fc.constant('result'), unit: number, phase, code: fc.oneof(number, fc.constant('timeout')), ms: number}),
	fc.record({kind: fc.constant('job'), state: fc.constant('exited'), code: number, offset: number}),
	fc.record({kind: fc.constant('end'), ok: fc.constant(false), code: fc.constant('locked'), message: text}),
) as fc.Arbitrary<Reply>;

/** Cuts `whole` at the given places, as the network may. */
function* pieces(whole: Buffer, cuts: readonly number[]): Generator<Buffer> {
	const places = [...cuts.map((cut) => cut % (whole.length + 1)), 0, whole.length].sort((left, right) => left - right);
	for (const [index, end] of places.entries()) yield whole.subarray(places[index - 1] ?? 0, end);
}

describe('words', () => {
	test('come back as they went in', () => {
		fc.assert(
			fc.property(fc.array(text), (words) => {
				expect(parseWords(joinWords(words))).toEqual(words);
			}),
		);
	});
	test.each(["'a' b", "'a", 'a', "'a''b'", "'a'  'b'"])('refuses %j', (bad) => {
		expect(() => parseWords(bad)).toThrow(SyntaxError);
	});
	test('refuses NUL', () => {
		expect(() => joinWords(['a\0b'])).toThrow(TypeError);
	});
});

describe('frames', () => {
	test('requests come back as they went in, however they are cut', () => {
		fc.assert(
			fc.property(fc.array(fc.record({id: number, epoch: number, request})), fc.array(fc.nat()), (frames, cuts) => {
				const seen: RequestFrame[] = [];
				const reader = new RequestReader((frame) => seen.push(frame));
				const sent = Buffer.concat([encodeProgram('echo agent'), ...frames.map(encodeRequest)]);
				for (const piece of pieces(sent, cuts)) reader.push(piece);
				expect(seen).toEqual(frames);
			}),
		);
	});

	test('replies come back as they went in, however they are cut', () => {
		fc.assert(
			fc.property(fc.array(fc.record({id: number, reply})), fc.array(fc.nat()), (frames, cuts) => {
				const seen: Omit<ReplyFrame, 'nonce'>[] = [];
				const reader = new ReplyReader('abc', (id, one) => seen.push({id, reply: one}));
				const sent = Buffer.concat(frames.map((frame) => encodeReply({nonce: 'abc', ...frame})));
				for (const piece of pieces(sent, cuts)) reader.push(piece);
				expect(seen).toEqual(frames);
				expect(reader.clean).toBe(true);
			}),
		);
	});

	test.each([
		['another nonce', 'xyz 1 end ok - - - 0\n'],
		['an unknown kind', 'abc 1 rc ok - - - 0\n'],
		['a record of a gigabyte', 'abc 1 out 0 check - - 1073741824\n'],
		['a negative length', 'abc 1 out 0 check - - -1\n'],
		['an endless header', 'a'.repeat(5000)],
		['a code that is no number', 'abc 1 result 0 check 0x10 5 0\n'],
	])('refuses %s, and everything after it', (_name, forged) => {
		const seen: Reply[] = [];
		const reader = new ReplyReader('abc', (_id, one) => seen.push(one));
		expect(() => reader.push(Buffer.from(forged))).toThrow(ProtocolError);
		expect(() => reader.push(encodeReply({nonce: 'abc', id: 1, reply: {kind: 'end', ok: true}}))).toThrow(ProtocolError);
		expect(seen).toEqual([]);
	});

	test('output that looks like a reply stays output', () => {
		const forged = Buffer.from('abc 1 end ok - - - 0\n');
		const seen: Reply[] = [];
		new ReplyReader('abc', (_id, one) => seen.push(one)).push(
			encodeReply({nonce: 'abc', id: 1, reply: {kind: 'out', unit: 0, phase: 'check', bytes: forged}}),
		);
		expect(seen).toEqual([{kind: 'out', unit: 0, phase: 'check', bytes: forged}]);
	});

	test('a record over the limit can not be made', () => {
		expect(() => encodeReply({nonce: 'a', id: 1, reply: {kind: 'data', offset: 0, bytes: new Uint8Array(maxRecord + 1)}})).toThrow(
			RangeError,
		);
	});
});

test('the boot command holds nothing that a login shell could read differently', () => {
	const command = bootCommand('0123abcd');
	const inner = /^exec \/bin\/sh -c '([^']*)'$/.exec(command)?.[1] ?? '';
	expect(inner).not.toBe('');
	expect(inner).not.toMatch(/[\\!\n']/);
	expect(markOfBootCommand(command)).toBe('0123abcd');
});
