import {inspect} from 'node:util';

/**
 * A value that must never reach a screen, a log, the journal or an argument
 * list. Every way of turning it into text gives its name only; `reveal` is for
 * the one place that writes it to a socket.
 */
export class Secret {
	readonly name: string;
	readonly #value: string;

	constructor(name: string, value: string) {
		this.name = name;
		this.#value = value;
	}

	/** The bare value. Call it only where it is written to the host's channel. */
	reveal(): string {
		return this.#value;
	}

	toString(): string {
		return `‹secret:${this.name}›`;
	}

	toJSON(): string {
		return this.toString();
	}

	[inspect.custom](): string {
		return this.toString();
	}
}
