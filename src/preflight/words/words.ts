import type {Told} from '../../told.ts';
import {diskWords} from './disks.ts';
import {hostWords} from './host.ts';
import {networkWords} from './network.ts';
import {probeWords} from './probes.ts';
import {remainsWords} from './remains.ts';
import {softwareWords} from './software.ts';

/** What the operator reads of a check. What was seen is the finding's evidence, by host. */
export interface CheckWords {
	readonly title: Told;
	/** Why it matters, in one or two sentences. */
	readonly why: Told;
	/** What the operator can do. */
	readonly remedy: Told;
	/** Title of the fix, where the check has one. */
	readonly fix?: Told;
}

/** Every check by its stable name, which is also what waives it. */
export const words = {
	...hostWords,
	...networkWords,
	...diskWords,
	...softwareWords,
	...remainsWords,
	...probeWords,
} as const satisfies Record<string, CheckWords>;

export type CheckName = keyof typeof words;
