import {expect, test} from 'vitest';
import {AgentClient, type LinkLost} from '../../src/remote/agent-client.ts';
import type {BootedAgent} from '../../src/remote/boot.ts';
import type {Unit, UnitResult} from '../../src/remote/contract.ts';
import type {Reply} from '../../src/remote/protocol.ts';
import {encodeProgram} from '../../src/remote/protocol.ts';
import {Redactor} from '../../src/remote/redact.ts';
import {encodeReply} from '../../src/remote/reply-codec.ts';
import {RequestReader} from '../../src/remote/request-codec.ts';
import {RunCollector} from '../../src/remote/run-collector.ts';
import {unitFrame} from '../../src/remote/unit-frames.ts';

const units: Unit[] = [
	{id: 'a', check: 'x', apply: 'x', timeoutMs: 1000},
	{id: 'b', check: 'x', timeoutMs: 1000},
];
const replies: Reply[] = [
	{kind: 'phase', unit: 0, phase: 'check'},
	{kind: 'out', unit: 0, phase: 'check', bytes: Buffer.from('abc 1 result 0 check 0 1 - 0\n')},
	{kind: 'result', unit: 0, phase: 'check', code: 10, ms: 1},
	{kind: 'phase', unit: 0, phase: 'apply'},
	{kind: 'result', unit: 0, phase: 'apply', code: 100, ms: 12},
	{kind: 'end', ok: true},
];

/** An agent that answers hello, then gives exactly `bytes` bytes of the answer to `run`, and is gone. */
async function runCutAfter(bytes: number): Promise<{results: readonly UnitResult[]; whole: number; lost: boolean}> {
	let say: (chunk: Buffer) => void = () => {};
	let hangUp: () => void = () => {};
	let nonce = '';
	let whole = 0;
	const reader = new RequestReader(({id, request}) => {
		if (request.verb === 'hello') {
			nonce = request.nonce;
			say(encodeReply({nonce, id, reply: {kind: 'end', ok: true}}));
		} else if (request.verb === 'run') {
			const answer = Buffer.concat(replies.map((reply) => encodeReply({nonce, id, reply})));
			whole = answer.length;
			say(answer.subarray(0, bytes));
			hangUp();
		}
	});
	reader.push(encodeProgram('agent'));
	const agent: BootedAgent = {
		channel: {listen: () => {}, write: (sent) => reader.push(Buffer.from(sent)), close: () => {}},
		listen: ({data, closed}) => {
			say = data;
			hangUp = () => closed(null, 'cut');
		},
	};
	const client = new AgentClient('h1', agent, () => {});
	await client.hello('');
	const collector = new RunCollector(units, false, new Redactor(), () => {});
	const sent = client.request({verb: 'run', checkOnly: false, units: units.map(unitFrame)}, 0, (reply) => collector.take(reply));
	const error = await sent.then(
		() => undefined,
		(reason: unknown) => reason as LinkLost,
	);
	const results = collector.finish(error && {kind: 'unknown', reason: error.reason, detail: error.message});
	return {results, whole, lost: error !== undefined};
}

test('an answer cut after every single byte is never taken for another one', async () => {
	const {whole} = await runCutAfter(0);
	expect(whole).toBeGreaterThan(200);
	for (let bytes = 0; bytes <= whole; bytes++) {
		const {results, lost} = await runCutAfter(bytes);
		expect(lost).toBe(bytes < whole);
		const told = results.flatMap(({unit, phases}) =>
			phases.map(({phase, outcome}) => `${unit} ${phase} ${outcome.kind === 'exit' ? outcome.code : 'unknown'}`),
		);
		const allowed = [['a check unknown'], ['a check 10', 'a apply unknown'], ['a check 10', 'a apply 100']];
		// All of it but the end has come: that the run stopped there is not known yet.
		expect([...allowed, ['a check 10', 'a apply 100', 'b check unknown']]).toContainEqual(told);
		if (bytes === whole) expect(told).toEqual(allowed[2]);
	}
});
