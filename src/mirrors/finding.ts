import type {Said} from '../told.ts';
import type {MirrorUse} from './candidates.ts';

/** What one node found of one mirror. */
export interface MirrorFinding {
	readonly use: MirrorUse;
	readonly mirror: string;
	/** Also true where it could not be told: what could not be asked has not refused. */
	readonly reachable: boolean;
	/** The node has nothing to ask it with. */
	readonly untold?: true;
	/** Undefined: it could not be told. */
	readonly hasVersion?: boolean;
	readonly ms?: number;
	readonly mbPerSecond?: number;
	readonly detail: Said;
}
