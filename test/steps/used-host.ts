import {chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {afterEach, beforeEach} from 'vitest';
import type {Cluster} from '../../src/cluster/types.ts';
import {raw, type Script} from '../../src/shell/sh.ts';
import {fixtureCluster} from '../cluster/fixtures.ts';
import {runScript} from './shell.ts';

/** A host on which somebody was before: programs are played, and its files stand under this directory. */
export let root: string;
export let bin: string;

/** Each test of the file gets such a host of its own. */
export function hostPerTest(): void {
	beforeEach(() => {
		root = mkdtempSync(join(tmpdir(), 'kubewiz-second-'));
		bin = join(root, 'bin');
		mkdirSync(bin);
	});
	afterEach(() => rmSync(root, {recursive: true}));
}

export const cluster = fixtureCluster('three-and-one');
export const [leader] = cluster.hosts as [Cluster['hosts'][number]];

/** Puts a program of that name first on the PATH. */
export function play(name: string, text: string): void {
	writeFileSync(join(bin, name), `#!/bin/sh\n${text}\n`);
	chmodSync(join(bin, name), 0o755);
}

/** Writes a file of the host. */
export function put(path: string, text: string): void {
	mkdirSync(dirname(join(root, path)), {recursive: true});
	writeFileSync(join(root, path), text);
}

/** The script with the host's files under `root`. */
export function run(script: Script) {
	const text = script.text.replaceAll(
		/\/(?=etc\/|var\/lib\/etcd|var\/lib\/kubelet|var\/lib\/kubewiz|var\/lib\/containerd|var\/lib\/apt\/|var\/cache\/apt\/|var\/log\/pods)/g,
		`${root}/`,
	);
	return runScript(raw(`KW_GIVEN=${root}/given\n${text}`, 'the script under test, with other paths'), {
		path: bin,
		state: join(root, 'var/lib/kubewiz'),
	});
}
