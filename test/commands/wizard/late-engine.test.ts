import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {Command} from 'commander';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {withGlobals} from '../../../src/commands/flags.ts';
import type {Place} from '../../../src/commands/place.ts';
import {type LatePlace, lateEngine} from '../../../src/commands/wizard/late-engine.ts';
import type {AuthSource} from '../../../src/remote/auth-source.ts';
import {Secret} from '../../../src/shell/secret.ts';
import {inEnglish} from '../../../src/told.ts';
import {testEnvironment} from '../environment.ts';

let directory: string;
beforeEach(() => {
	directory = mkdtempSync(join(tmpdir(), 'kubewiz-late-'));
});
afterEach(() => rmSync(directory, {recursive: true}));

function engineOf(load: LatePlace['load']) {
	return lateEngine({
		environment: testEnvironment({cwd: directory}),
		command: withGlobals(inEnglish, new Command('install')),
		offered: [],
		directory,
		place: {simulation: false, load},
	});
}

test('what could not be loaded is told to whoever asks, ends nothing by an error of its own, and closes', async () => {
	const unheard: unknown[] = [];
	const hear = (error: unknown) => void unheard.push(error);
	const others = process.listeners('unhandledRejection');
	process.removeAllListeners('unhandledRejection').on('unhandledRejection', hear);
	try {
		const engine = engineOf(() => Promise.reject(new Error('EMFILE: too many open files')));
		engine.setSecret('login-password', new Secret('login-password', 's3cret'));
		const run = engine.start(
			{kind: 'plan', hash: undefined, waived: [], aside: []},
			() => {},
			async () => true,
		);
		for (const wish of ['drain', 'pause', 'resume', 'detach'] as const) run[wish]();
		await expect(run.finished).rejects.toThrow('EMFILE');
		await expect(engine.unfinishedRuns()).rejects.toThrow('EMFILE');
		await engine.close();
		await new Promise(setImmediate);
		expect(unheard).toEqual([]);
	} finally {
		process.off('unhandledRejection', hear);
		for (const other of others) process.on('unhandledRejection', other);
	}
});

test('who asks again after a failure is answered; a secret given before is not lost', async () => {
	let tries = 0;
	const asked: AuthSource[] = [];
	const place = {
		simulation: false,
		open: (_hosts: unknown, source: AuthSource) => {
			asked.push(source);
			return {unknownHostKeys: async () => [], close: async () => {}};
		},
	} as unknown as Place;
	const engine = engineOf(async () => {
		tries += 1;
		if (tries === 1) throw new Error('EMFILE: too many open files');
		return place;
	});
	engine.setSecret('login-password', new Secret('login-password', 's3cret'));
	await expect(engine.unfinishedRuns()).rejects.toThrow('EMFILE');
	expect(await engine.unfinishedRuns()).toEqual([]);
	const document = {
		apiVersion: 'kubewiz.io/v1alpha1',
		kind: 'Cluster',
		metadata: {name: 'c'},
		spec: {hosts: [{address: '10.0.0.1'}]},
	} as const;
	await engine.unknownKeys({...document, spec: {hosts: [...document.spec.hosts]}});
	const account = {host: 'node-10-0-0-1'} as Parameters<AuthSource['loginPassword']>[0];
	expect((await asked[0]?.loginPassword(account))?.reveal()).toBe('s3cret');
	await engine.close();
});
