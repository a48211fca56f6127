import type {Secret} from '../shell/secret.ts';
import {redactPatterns} from './secret-patterns.ts';

/** Shorter values would shred every log; they are never written anywhere by us either. */
const shortest = 6;

/**
 * Knows the live secrets and takes them, in every form they may come back in,
 * out of whatever a host prints. One for the whole process.
 */
export class Redactor {
	/** Form → what stands in its place. */
	readonly #forms = new Map<string, string>();
	#pattern: RegExp | undefined;

	/** From now on `secret` is unreadable in all text, also as base64, in URLs, in JSON and as a shell word. */
	add(secret: Secret): void {
		for (const value of [secret.reveal(), ...secret.reveal().split(/\r?\n/)])
			for (const form of formsOf(value)) if (form.length >= shortest) this.#forms.set(form, secret.toString());
		const longestFirst = [...this.#forms.keys()].sort((left, right) => right.length - left.length);
		this.#pattern = longestFirst.length > 0 ? new RegExp(longestFirst.map(escapePattern).join('|'), 'g') : undefined;
	}

	/** A whole text without secrets, by value and by pattern. */
	redact(text: string): string {
		return redactPatterns(this.redactValues(text));
	}

	/** By value only: for streams, which look for patterns line by line. */
	redactValues(text: string): string {
		return this.#pattern ? text.replace(this.#pattern, (form) => this.#forms.get(form) as string) : text;
	}

	/** Length of the longest end of `text` that may be the beginning of a secret. */
	heldBack(text: string): number {
		let held = 0;
		for (const form of this.#forms.keys()) {
			for (let length = Math.min(form.length - 1, text.length); length > held; length--) {
				if (text.endsWith(form.slice(0, length))) held = length;
			}
		}
		return held;
	}
}

/** Redacts a stream: what may be the beginning of a secret waits for the next piece. */
export class RedactingStream {
	readonly #redactor: Redactor;
	#held = '';

	constructor(redactor: Redactor) {
		this.#redactor = redactor;
	}

	/** Text that is not out yet. */
	get held(): string {
		return this.#held;
	}

	push(text: string): string {
		const known = this.#redactor.redactValues(this.#held + text);
		const held = this.#redactor.heldBack(known);
		this.#held = known.slice(known.length - held);
		return known.slice(0, known.length - held);
	}

	end(): string {
		const rest = this.#held;
		this.#held = '';
		return rest;
	}
}

function formsOf(value: string): Set<string> {
	const forms = new Set([
		value,
		encodeURIComponent(value),
		encodeURIComponent(value).replaceAll('%20', '+'),
		JSON.stringify(value).slice(1, -1),
		JSON.stringify(JSON.stringify(value)).slice(3, -3),
		value.replaceAll("'", `'\\''`),
		value.replaceAll(/[^A-Za-z0-9_./:@%+,-]/g, '\\$&'),
	]);
	const bytes = Buffer.from(value, 'utf8');
	// Inside a longer text base64 takes one of three shapes, by where the value begins; the characters at its edges depend on the neighbours.
	for (const [before, cut] of [
		[0, 0],
		[1, 2],
		[2, 3],
	] as const) {
		const padded = Buffer.concat([Buffer.alloc(before), bytes]);
		const whole = padded
			.subarray(0, padded.length - (padded.length % 3))
			.toString('base64')
			.slice(cut);
		forms.add(whole).add(whole.replaceAll('+', '-').replaceAll('/', '_'));
	}
	return forms.add(bytes.toString('base64')).add(bytes.toString('base64url')).add(bytes.toString('hex'));
}

function escapePattern(text: string): string {
	return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
