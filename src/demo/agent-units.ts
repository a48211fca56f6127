import {checkCode, type Phase} from '../remote/contract.ts';
import type {Reply, Request, UnitFrame} from '../remote/protocol.ts';
import {markName} from '../remote/protocol.ts';
import type {Machine} from './machine.ts';
import type {Performance} from './performer.ts';
import {type Simulation, startScript} from './script-runner.ts';

/** Units that run in the foreground of a connection. */
export interface UnitRun {
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

	const script = async (unit: UnitFrame, index: number, phase: Phase): Promise<number | 'cancelled'> => {
		send({kind: 'phase', unit: index, phase});
		const performance = startScript(simulation, machine, {
			unit: unit.id,
			phase,
			scripts: unit,
			values: unit.values,
			onLines: (lines) => send({kind: 'out', unit: index, phase, bytes: Buffer.from(`${lines.join('\n')}\n`)}),
			onGave: (line) => send({kind: 'gave', unit: index, bytes: Buffer.from(`${line}\n`)}),
		});
		const {promise, resolve} = Promise.withResolvers<'cancelled'>();
		current = {performance, cancelled: () => resolve('cancelled')};
		const code = await Promise.race([performance.ended, promise]);
		const ms = Number.isFinite(simulation.speed) ? Math.round(performance.simulatedMs / simulation.speed) : 0;
		send({kind: 'result', unit: index, phase, code, ms});
		return code;
	};

	/** True when the next unit may follow. */
	const one = async (unit: UnitFrame, index: number): Promise<boolean> => {
		const found = unit.check === '' ? checkCode.todo : await script(unit, index, 'check');
		if (found !== checkCode.done) {
			if (request.checkOnly) return found !== 'cancelled';
			if (found !== checkCode.todo && !(found === checkCode.partial && unit.repair)) return false;
			if (unit.apply !== '' && (await script(unit, index, 'apply')) !== 0) return false;
			if ((unit.verify || unit.check) !== '' && (await script(unit, index, 'verify')) !== 0) return false;
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
