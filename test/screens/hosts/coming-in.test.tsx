import {describe, expect, test} from 'vitest';
import {HostsEngineDouble} from '../hosts-engine-double.ts';
import {hostAddresses, keys, start, three} from './opening.tsx';

describe('hosts come in', () => {
	test('by typing: what it would add is shown, a range is expanded, the field stays for more', async () => {
		const {shown, store, words} = start(new HostsEngineDouble());
		await shown.until('Which machines become the cluster?');
		await shown.type('a', words.add.title);
		await shown.type('cp[1-3].lab', '3 hosts: cp1, cp2, cp3');
		await shown.type(keys.enter, '3 added');
		await shown.type('root@10.0.0.9:2222\r', '1 added');
		expect(store.getState().draft.hosts).toEqual([
			{address: 'cp1.lab'},
			{address: 'cp2.lab'},
			{address: 'cp3.lab'},
			{address: '10.0.0.9', ssh: {user: 'root', port: 2222}},
		]);
	});

	test('letters type while the field has the focus, also those that are keys elsewhere', async () => {
		const {shown} = start(new HostsEngineDouble());
		await shown.until('Type or paste');
		await shown.type('a', 'Add hosts');
		await shown.type('qnst?', 'Hosts: qnst?');
		await shown.type(keys.esc, 'Type or paste');
	});

	test('a word that can not be read is told and stays in the field', async () => {
		const {shown, store} = start(new HostsEngineDouble());
		await shown.until('Type or paste');
		await shown.type('a', 'Add hosts');
		await shown.type('10.0.0.300\r', "the fourth part of '10.0.0.300', 300, is above 255");
		expect(shown.screen()).toContain('Hosts: 10.0.0.300');
		expect(store.getState().draft.hosts).toEqual([]);
		await shown.type('\u007F\u007F', '1 host: node-10-0-0-3');
		expect(shown.screen()).not.toContain('above 255');
	});

	test('a name that is taken is told, with the one the new host has', async () => {
		const {shown, store} = start(new HostsEngineDouble(), {hosts: three});
		await shown.until('3 hosts');
		await shown.type('a', 'Add hosts');
		await shown.type('10.9.9.9 cp1\r', '1 added, cp1 is taken, so the new one is cp1-2');
		expect(store.getState().draft.hosts.at(-1)).toEqual({name: 'cp1-2', address: '10.9.9.9'});
	});

	test('an address with a name that is none is refused as a pair, and never two hosts', async () => {
		const {shown, store} = start(new HostsEngineDouble());
		await shown.until('Type or paste');
		await shown.type('a', 'Add hosts');
		await shown.type('10.9.9.8 W_X\r', "W_X: 'W_X' can't be a node name");
		await shown.until('write 10.9.9.8 w-x');
		expect(store.getState().draft.hosts).toEqual([]);
	});

	test('while a field is open the footer shows no key that would be typed into it', async () => {
		const {shown} = start(new HostsEngineDouble());
		await shown.until('? help');
		await shown.type('a', 'Add hosts');
		await shown.gone('? help');
		await shown.type(keys.esc, '? help');
	});

	test('by pasting many lines, which are offered and press nothing', async () => {
		const {shown, store} = start(new HostsEngineDouble(), {hosts: three});
		await shown.until('3 hosts');
		await shown.type(keys.paste('10.0.0.11\nt\nx\nn\n$(reboot)\n\u001B[31mred'), '4 of 5 hosts chosen');
		expect(hostAddresses(store)).toHaveLength(3);
		expect(shown.screen()).toMatch(/◦ .*10\.0\.0\.11 .*in the list already/);
		expect(shown.screen()).toContain('1 could not be used');
		await shown.type(`${keys.down} `, '3 of 5 hosts chosen');
		await shown.type(keys.enter, '3 added');
		// The colour was taken out of the pasted text, the word stayed.
		expect(hostAddresses(store)).toEqual(['10.0.0.11', '10.0.0.12', '10.0.0.13', 'x', 'n', 'red']);
	});

	test('by import: sources with their numbers, then which of the hosts', async () => {
		const double = new HostsEngineDouble();
		double.sources = [{kind: 'ansible', path: '/srv/hosts.yml', hosts: 2}];
		double.files['/srv/hosts.yml'] = {
			hosts: [
				{address: 'a', roles: ['control-plane']},
				{address: 'b', ssh: {user: 'ops', jump: 'gate'}},
			],
			problems: [{line: 7, text: 'c', message: 'ansible_password is not taken over'}],
		};
		const {shown, store} = start(double);
		await shown.until('Type or paste');
		await shown.type('i', '/srv/hosts.yml');
		await shown.type(keys.enter, '2 of 2 hosts chosen');
		expect(shown.screen()).toContain('line 7, c: ansible_password is not taken over');
		expect(shown.screen()).toMatch(/b .*ops via gate/);
		await shown.type(keys.enter, '2 added');
		expect(store.getState().draft.hosts[0]).toEqual({address: 'a', roles: ['control-plane']});
	});

	test('a file that can not be read says why, and the field stays', async () => {
		const {shown} = start(new HostsEngineDouble());
		await shown.until('Type or paste');
		await shown.type('i', 'another file');
		await shown.type(keys.enter, 'File: for example');
		await shown.type('/nowhere\r', 'there is no file /nowhere');
		expect(shown.screen()).toContain('File: /nowhere');
	});

	test('cluster.yaml replaces all answers only after a question whose first answer is the harmless one', async () => {
		const double = new HostsEngineDouble();
		const document = {
			apiVersion: 'kubewiz.io/v1alpha1' as const,
			kind: 'Cluster' as const,
			metadata: {name: 'prod'},
			spec: {hosts: [{address: '10.1.0.1'}], ssh: {user: 'ops'}},
		};
		double.sources = [{kind: 'cluster-yaml', path: '/srv/cluster.yaml', hosts: 1}];
		double.files['/srv/cluster.yaml'] = {hosts: [{address: '10.1.0.1'}], problems: [], document};
		const {shown, store} = start(double, {hosts: three});
		await shown.until('3 hosts');
		await shown.type('i', '/srv/cluster.yaml');
		await shown.type(keys.enter, "Take over the whole cluster 'prod'?");
		await shown.type(keys.enter, '1 of 1 hosts chosen');
		expect(store.getState().draft.name).toBe('kubernetes');
		await shown.type(keys.esc, '3 hosts');
		await shown.type('i', '/srv/cluster.yaml');
		await shown.type(keys.enter, 'Take everything');
		await shown.type('\t\r', '1 host,');
		expect(store.getState().draft).toMatchObject({name: 'prod', hosts: [{address: '10.1.0.1'}], spec: {ssh: {user: 'ops'}}});
	});

	test('by scan: live progress, stopped at once by Esc, chosen ones added', async () => {
		const double = new HostsEngineDouble();
		double.servers = {'10.0.0.1': {banner: 'SSH-2.0-OpenSSH_9.2', keyType: 'ssh-ed25519', fingerprint: 'SHA256:abc'}};
		let held = 0;
		double.hold = Promise.resolve();
		const {shown, store} = start(double, {
			engine: {
				scan: async (_network, {onFound, onProgress, signal}) => {
					onProgress(0, 254);
					onFound({address: '10.0.0.1', port: 22, ...double.servers['10.0.0.1']} as never);
					onProgress(1, 254);
					held += 1;
					await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
				},
			},
		});
		await shown.until('Type or paste');
		await shown.type('s', 'Scan a network');
		await shown.type('10.0.0.0/24\r', '1 of 254 addresses tried, 1 SSH server');
		expect(shown.screen()).toContain('ssh-ed25519 SHA256:abc');
		await shown.type(keys.esc, 'ended');
		expect(held).toBe(1);
		await shown.type(` ${keys.enter}`, '1 added');
		expect(hostAddresses(store)).toEqual(['10.0.0.1']);
	});

	test('a network that is too wide is refused with what would be right', async () => {
		const {shown} = start(new HostsEngineDouble());
		await shown.until('Type or paste');
		await shown.type('s', 'Scan a network');
		await shown.type('10.0.0.0/8\r', 'at most 4096');
		expect(shown.screen()).toContain('Network: 10.0.0.0/8');
	});
});
