import type {RunEvent} from '../events/event.ts';

/** Eats the events of a run. Every renderer gets the same ones, in order, and never throws. */
export interface Renderer {
	event(event: RunEvent): void;
	/** Writes what is still held back. */
	end(): Promise<void>;
}
