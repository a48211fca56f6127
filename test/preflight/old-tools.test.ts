import {spawnSync} from 'node:child_process';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, describe, expect, it} from 'vitest';
import {factsScript} from '../../src/preflight/facts-script.ts';
import {parseFacts} from '../../src/preflight/parse-facts.ts';

const directory = mkdtempSync(join(tmpdir(), 'old-tools-'));
afterAll(() => rmSync(directory, {recursive: true}));

/** Puts programs on the PATH that print what those of other systems print. */
function withTools(tools: Readonly<Record<string, string>>) {
	for (const [name, text] of Object.entries(tools))
		writeFileSync(join(directory, name), `#!/bin/sh\ncat <<'END'\n${text}\nEND\n`, {mode: 0o755});
	const env = {...process.env, PATH: `${directory}:${process.env.PATH}`};
	const run = spawnSync('dash', {input: factsScript({measureStorage: false}).text, encoding: 'utf8', env});
	for (const name of Object.keys(tools)) rmSync(join(directory, name));
	return parseFacts(run.stdout.split('\n'), {sentMs: 0, receivedMs: 1000});
}

describe('what other systems print', () => {
	it('ss of CentOS 7', () => {
		const facts = withTools({
			ss: [
				'State      Recv-Q Send-Q Local Address:Port               Peer Address:Port              ',
				'LISTEN     0      128          *:22                       *:*                   users:(("sshd",pid=1041,fd=3))',
				'LISTEN     0      100    127.0.0.1:25                       *:*                   users:(("master",pid=1262,fd=13))',
				'LISTEN     0      128       [::]:6443                  [::]:*                   users:(("kube-apiserver",pid=2,fd=7),("x",pid=3,fd=1))',
			].join('\n'),
		});
		expect(facts.listeners).toEqual([
			{port: 22, address: '*', program: 'sshd'},
			{port: 25, address: '127.0.0.1', program: 'master'},
			{port: 6443, address: '[::]', program: 'kube-apiserver'},
		]);
	});

	it('df with a wide device name, a mount point with a blank, and a file system without inodes', () => {
		const facts = withTools({
			df: [
				'Filesystem           1024-blocks     Used Available Capacity Mounted on',
				...Array.from({length: 11}, () => '/dev/mapper/centos_with_a_long_name-root 17811456 1523456 16288000       9% /data disk'),
			].join('\n'),
		});
		expect(facts.disks).toHaveLength(11);
		expect(facts.disks[0]).toMatchObject({mount: '/data disk', totalMib: 17394, freeMib: 15906});
	});

	it('does not believe df when a line is missing', () => {
		const facts = withTools({df: 'Filesystem 1024-blocks Used Available Capacity Mounted on\n/dev/sda1 100 1 99 1% /'});
		expect(facts.disks).toEqual([]);
	});

	it.each([
		['chronyc', 'Reference ID    : CB00710F (ntp)\nStratum         : 3\nLeap status     : Normal', 'synchronized'],
		['chronyc', 'Reference ID    : 00000000 ()\nStratum         : 0\nLeap status     : Not synchronised', 'unsynchronized'],
	])('%s tracking', (name, text, state) => {
		// Whether a daemon runs is this machine's; what chronyc says of it is not.
		const {timeSync} = withTools({[name]: text});
		expect(state === 'synchronized' ? timeSync === 'synchronized' : timeSync !== 'synchronized').toBe(true);
	});

	it('names and values with tabs, quotes and commands in them stay text', () => {
		const facts = withTools({uname: '6.1.0 $(touch /tmp/kubewiz-was-here)\t`id`'});
		expect(facts.kernel).toBe('6.1.0 $(touch /tmp/kubewiz-was-here) `id`');
		expect(spawnSync('ls', ['/tmp/kubewiz-was-here']).status).not.toBe(0);
	});
});
