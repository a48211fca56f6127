import {appendFileSync} from 'node:fs';
import type {Pty} from '../../screens/pty.ts';

const enter = '\r';
const down = '\u001B[B';
const home = '\u001B[H';

/** Where the screens of a walk are kept for whoever wants to read them; nowhere by default. */
const album = process.env.KUBEWIZ_TEST_SCREENS;

/** An operator at the wizard's keyboard: he presses a key, waits for what it brings, and finds rows by what they say. */
export class Keys {
	readonly pty: Pty;

	constructor(pty: Pty) {
		this.pty = pty;
	}

	/** Presses keys and waits for what they bring. */
	async press(keys: string, wanted: Parameters<Pty['until']>[0], patienceMs?: number): Promise<void> {
		this.pty.send(keys);
		await this.see(wanted, patienceMs);
	}

	async see(wanted: Parameters<Pty['until']>[0], patienceMs?: number): Promise<void> {
		await this.pty.until(wanted, patienceMs);
		if (album) appendFileSync(album, `${this.pty.screen()}\n${'='.repeat(80)}\n`);
	}

	/** Goes down the list until the chosen row says `label`; from its end it is begun again at the top. */
	async moveTo(label: string | RegExp): Promise<void> {
		const says = (row: string) => (typeof label === 'string' ? row.includes(label) : label.test(row));
		for (let moves = 0; moves < 100; moves += 1) {
			const row = this.row();
			if (says(row)) return;
			// A key is sent only once the one before it is seen: else the row read is not the one that Enter chooses.
			if (!(await this.#leaves(row, down))) await this.#leaves(row, home);
		}
		throw new Error(`no row says ${label}:\n${this.pty.screen()}`);
	}

	/** Whether a key brings another row than this one. */
	async #leaves(row: string, key: string): Promise<boolean> {
		this.pty.send(key);
		return await this.pty
			.until(() => this.row() !== row, 5000)
			.then(
				() => true,
				() => false,
			);
	}

	/** Chooses the row that says `label`. */
	async choose(label: string | RegExp, wanted: Parameters<Pty['until']>[0]): Promise<void> {
		await this.moveTo(label);
		await this.press(enter, wanted);
	}

	/** Types into the field of this label, in place of what stands there, and sends it off. */
	async answer(field: string, text: string, wanted: Parameters<Pty['until']>[0]): Promise<void> {
		await this.pty.until(`❯ ${field}:`);
		await this.press(`\u0015${text}${enter}`, wanted);
	}

	/** The chosen row of the list. */
	row(): string {
		return (
			this.pty
				.screen()
				.split('\n')
				.slice(2)
				.find((line) => line.startsWith('❯ ')) ?? ''
		);
	}
}
