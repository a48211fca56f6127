import type {RunEvent} from '../events/event.ts';

/** Eats the events of a run. Every renderer gets the same ones, in order, and never throws. */
export interface Renderer {
	event(event: RunEvent): void;
	/** Writes what is still held back. */
	end(): Promise<void>;
}

/** Hands each event to all of them. */
export function fanOut(renderers: readonly Renderer[]): Renderer {
	return {
		event: (event) => {
			for (const renderer of renderers) renderer.event(event);
		},
		end: async () => {
			await Promise.all(renderers.map((renderer) => renderer.end()));
		},
	};
}
