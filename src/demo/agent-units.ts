import {checkCode, type Phase} from '../remote/contract.ts';
import type {Reply, Request, UnitFrame} from '../remote/protocol.ts';
import {markName} from '../remote/protocol.ts';
import type {Machine} from './machine.ts';
import type {Performance} from './performer.ts';
import {judge, type ScriptCall, type Simulation, startApply} from './script-runner.ts';

/** Units that run in the foreground of a connection. */
interface UnitRun {
	readonly ended: Promise<void>;
	cancel(): void;
}

/** Checks, applies and verifies each unit until one fails, as the agent on a real host does. */
export function runUnits(
	simulation: Simulation,
	machine: Machine,
	request: Request & {verb: 'run'},
	send: (reply: Reply) => void,
): UnitRun {
	let current: {readonly performance: Performance; readonly cancelled: () => void} | undefined;
	let cancelled = false;

	const callOf = (unit: UnitFrame, index: number, phase: Phase): ScriptCall => ({
		...{unit: unit.id, phase, scripts: unit, values: unit.values},
		onGave: (line) => send({kind: 'gave', unit: index, bytes: Buffer.from(`${line}\n`)}),
	});

	/** A check or a verify; its code. */
	const ask = (unit: UnitFrame, index: number, phase: 'check' | 'verify'): number => {
		send({kind: 'phase', unit: index, phase});
		const {code, reason} = judge(simulation, machine, callOf(unit, index, phase));
		if (reason) send({kind: 'out', unit: index, phase, bytes: Buffer.from(`${reason}\n`)});
		send({kind: 'result', unit: index, phase, code, ms: 0});
		return code;
	};

	/** An apply; true when it succeeded. */
	const apply = async (unit: UnitFrame, index: number): Promise<boolean> => {
		send({kind: 'phase', unit: index, phase: 'apply'});
		const performance = startApply(simulation, machine, {
			...callOf(unit, index, 'apply'),
			onLines: (lines) => send({kind: 'out', unit: index, phase: 'apply', bytes: Buffer.from(`${lines.join('\n')}\n`)}),
		});
		const {promise, resolve} = Promise.withResolvers<'cancelled'>();
		current = {performance, cancelled: () => resolve('cancelled')};
		const code = await Promise.race([performance.ended, promise]);
		const ms = Number.isFinite(simulation.speed) ? Math.round(performance.simulatedMs / simulation.speed) : 0;
		send({kind: 'result', unit: index, phase: 'apply', code, ms});
		return code === 0;
	};

	/** True when the next unit may follow. */
	const one = async (unit: UnitFrame, index: number): Promise<boolean> => {
		const found = unit.check === '' ? checkCode.todo : ask(unit, index, 'check');
		if (found !== checkCode.done) {
			if (request.checkOnly) return true;
			if (found !== checkCode.todo && !(found === checkCode.partial && unit.repair)) return false;
			if (unit.apply !== '' && !(await apply(unit, index))) return false;
			if ((unit.verify || unit.check) !== '' && ask(unit, index, 'verify') !== 0) return false;
		}
		if (unit.mark !== '')
			machine.model.files.set(`/var/lib/kubewiz/steps/${markName(unit.id)}`, {content: Buffer.from(`${unit.mark}\n`), mode: 0o600});
		return true;
	};

	const all = async (): Promise<void> => {
		for (const [index, unit] of request.units.entries()) if (cancelled || !(await one(unit, index))) return;
	};
	return {
		ended: all(),
		cancel() {
			cancelled = true;
			current?.performance.stop();
			current?.cancelled();
		},
	};
}
