import type {Told} from '../../told.ts';

/** What is wrong, and what would be right. */
export interface Text {
	readonly message: Told;
	readonly remedy?: Told;
}
