import {chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach} from 'vitest';

/** A host for one test: its programs are played, its files lie in a directory of the test's. */
export interface PlayedHost {
	/** Found first on PATH. */
	readonly bin: string;
	/** For whatever the played programs and the scripts under test write. */
	readonly state: string;
	/** Plays a program as a shell script. */
	play(name: string, text: string): void;
}

/** A new one for every test of the file, or of the `describe` that it is called in. */
export function playedHost(): PlayedHost {
	let state = '';
	const bin = () => join(state, 'bin');
	beforeEach(() => {
		state = mkdtempSync(join(tmpdir(), 'kubewiz-played-'));
		mkdirSync(bin());
	});
	afterEach(() => rmSync(state, {recursive: true}));
	return {
		get bin() {
			return bin();
		},
		get state() {
			return state;
		},
		play(name, text) {
			writeFileSync(join(bin(), name), `#!/bin/sh\n${text}\n`);
			chmodSync(join(bin(), name), 0o755);
		},
	};
}
