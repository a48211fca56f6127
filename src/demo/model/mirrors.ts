import type {Behaviour} from './act.ts';
import {readOnly} from './generic.ts';
import {notResolved, unknownHost} from './internet.ts';

/** Everything is told when it is asked: later questions for answers find no more. */
export const mirrorAnswers: Behaviour = readOnly;

/** Answers of a simulated network to the wizard's question which mirrors there are: all there are hold all, some are nearer. */
export const mirrorsUnit: Behaviour = {
	...readOnly,
	check: ({scripts, host}) => {
		const lines = [
			...scripts.check.matchAll(/^\s*answer \d+ (rated|image_source|named_mirror) (\d+) (?:(packages|runtime-packages) )?.*/gm),
		];
		const answers = lines.flatMap(([command, question, number, kind]) => {
			const near = host.random.fraction(`mirror ${number}`);
			const ms = 12 + Math.round(180 * near);
			const what = kind ?? (question === 'image_source' ? 'images' : 'registry-mirror');
			const unknown = unknownHost(command);
			if (unknown !== undefined) return [['source', what, number, 'failed', notResolved(unknown), String(ms)].join('\t')];
			const rate = kind === undefined ? [] : [['rate', number, '900000', String(20 + Math.round(300 * near))].join('\t')];
			return [['source', what, number, 'held', '200', String(ms)].join('\t'), ...rate];
		});
		return {code: 0, reason: [...answers, 'end'].join('\n')};
	},
};
