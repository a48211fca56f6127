import {afterEach, describe, expect, test} from 'vitest';
import {App} from '../../screens/app.tsx';
import {type Language, wordsOf} from '../../screens/text/words.ts';
import type {HostSpec} from '../../src/cluster/schema/host.ts';
import {type Draft, emptyDraft} from '../../src/store/draft.ts';
import type {WizardEngine} from '../../src/store/engine.ts';
import {createWizardStore} from '../../src/store.ts';
import {memoryKeeper} from './engine.ts';
import {HostsEngineDouble, unknownKey} from './hosts-engine-double.ts';
import {type Mounted, mount} from './term.ts';

const keys = {down: '\u001B[B', esc: '\u001B', enter: '\r', paste: (text: string) => `\u001B[200~${text}\u001B[201~`};
const three: readonly HostSpec[] = [
	{name: 'cp1', address: '10.0.0.11'},
	{name: 'w1', address: '10.0.0.12'},
	{name: 'w2', address: '10.0.0.13'},
];

interface Opening {
	readonly hosts?: readonly HostSpec[];
	readonly columns?: number;
	readonly rows?: number;
	readonly language?: Language;
	readonly ascii?: boolean;
	readonly draft?: Partial<Draft>;
	readonly engine?: Partial<WizardEngine>;
}

const open: Mounted[] = [];
afterEach(async () => {
	for (const shown of open.splice(0)) await shown.unmount();
});

function start(double: HostsEngineDouble, {hosts = [], language = 'en', ascii = false, draft = {}, engine = {}, ...size}: Opening = {}) {
	const keeper = memoryKeeper({...emptyDraft, hosts, ...draft});
	const store = createWizardStore(double.engine(engine), keeper, () => 0);
	const look = {words: wordsOf(language), ascii, colour: false};
	const shown = mount(<App store={store} look={look} />, size);
	open.push(shown);
	return {shown, store, keeper, words: look.words.hosts};
}

const hostNames = (store: ReturnType<typeof start>['store']) => store.getState().draft.hosts.map((host) => host.address);

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
		await shown.type('10.0.0.256\r', "'10.0.0.256' is not an IPv4 address");
		expect(shown.screen()).toContain('Hosts: 10.0.0.256');
		expect(store.getState().draft.hosts).toEqual([]);
	});

	test('by pasting many lines, which are offered and press nothing', async () => {
		const {shown, store} = start(new HostsEngineDouble(), {hosts: three});
		await shown.until('3 hosts');
		await shown.type(keys.paste('10.0.0.11\nt\nx\nn\n$(reboot)\n\u001B[31mred'), '4 of 5 hosts chosen');
		expect(hostNames(store)).toHaveLength(3);
		expect(shown.screen()).toMatch(/○ .*10\.0\.0\.11 .*in the list already/);
		expect(shown.screen()).toContain('1 could not be used');
		await shown.type(`${keys.down} `, '3 of 5 hosts chosen');
		await shown.type(keys.enter, '3 added');
		// The colour was taken out of the pasted text, the word stayed.
		expect(hostNames(store)).toEqual(['10.0.0.11', '10.0.0.12', '10.0.0.13', 'x', 'n', 'red']);
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
		expect(hostNames(store)).toEqual(['10.0.0.1']);
	});

	test('a network that is too wide is refused with what would be right', async () => {
		const {shown} = start(new HostsEngineDouble());
		await shown.until('Type or paste');
		await shown.type('s', 'Scan a network');
		await shown.type('10.0.0.0/8\r', 'at most 4096');
		expect(shown.screen()).toContain('Network: 10.0.0.0/8');
	});
});

describe('logging in', () => {
	test('next says why not: hosts, test, failure', async () => {
		const double = new HostsEngineDouble();
		double.failures = {w2: {code: 'auth-failed', message: 'w2 refused root', details: []}};
		const {shown, store} = start(double, {hosts: three});
		await shown.until('3 not tested');
		await shown.type('n', 'Not now: the hosts have not been tested yet: press t');
		await shown.type('t', '2 ready, 1 failed');
		await shown.type('n', 'Not now: a host can not be used yet');
		await shown.type(`${keys.down}${keys.down}x`, 'Remove w2 from the list?');
		await shown.type(`\t${keys.enter}`, 'All hosts are ready');
		shown.send('n');
		await expect.poll(() => store.getState().draft.screen).toBe('preflight');
	});

	test('all are tested at once and shown as they come, with what failed and why', async () => {
		const double = new HostsEngineDouble();
		let go = () => {};
		double.hold = new Promise((done) => {
			go = done;
		});
		double.failures = {
			w1: {
				code: 'sudo-password-needed',
				message: 'ops may use sudo only with a password',
				details: ['sudo -n said: a password is required'],
			},
		};
		const {shown, store} = start(double, {hosts: [...three, {name: 'named', address: 'db.lab'}]});
		await shown.until('4 not tested');
		await shown.type('t', /w2 +10\.0\.0\.13 +logging in/);
		expect(shown.screen().match(/logging in/g)).toHaveLength(4);
		go();
		await shown.until('3 ready, 1 failed');
		expect(shown.screen()).toMatch(/✔ cp1 +10\.0\.0\.11 +debian 12 +2 +3\.8G +33G +3\.2ms/);
		expect(shown.screen()).toMatch(/✖ w1 .*sudo wants a password/);
		await shown.type(keys.down, 'ops may use sudo only with a password');
		expect(shown.screen()).toContain('give the sudo password');
		await shown.type(keys.enter, /^w1 +10\.0\.0\.12$/m);
		expect(shown.screen()).toContain('sudo -n said: a password is required');
		// A host reached by a name tells the address of its node itself.
		expect(store.getState().draft.hosts[3]).toEqual({name: 'named', address: 'db.lab', nodeIP: '10.0.0.14'});
	});

	test('settings are made once for all and overridden for one', async () => {
		const {shown, store} = start(new HostsEngineDouble(), {hosts: three});
		await shown.until('3 hosts');
		await shown.type('l', 'Login of all hosts');
		await shown.type('\rops\r', /User +ops/);
		await shown.type(keys.esc, 'Login: ops');
		await shown.type('e', 'Host cp1');
		expect(shown.screen()).toMatch(/User +ops \(as all\)/);
		await shown.type(`${keys.down}${keys.down}${keys.down}\r`, '❯ User:');
		await shown.type('Root\r', 'a login name has lower-case letters');
		await shown.type('\u0015root\r', /User +root$/m);
		expect(store.getState().draft.spec.ssh).toEqual({user: 'ops'});
		expect(store.getState().draft.hosts[0]).toEqual({name: 'cp1', address: '10.0.0.11', ssh: {user: 'root'}});
	});

	test('a changed login forgets the tests it was not made with', async () => {
		const {shown} = start(new HostsEngineDouble(), {hosts: three});
		await shown.until('3 not tested');
		await shown.type('t', 'All hosts are ready');
		await shown.type('l', 'Login of all hosts');
		await shown.type('\rops\r', /User +ops/);
		await shown.type(keys.esc, '3 not tested');
	});

	test('passwords go to the engine and are neither shown nor kept', async () => {
		const double = new HostsEngineDouble();
		const {shown, keeper} = start(double, {hosts: three});
		await shown.until('3 hosts');
		await shown.type('l', 'Login of all hosts');
		await shown.type(`${keys.down}\r`, '❯ Password:');
		await shown.type('hunter2', 'Password: *******');
		await shown.type(keys.enter, 'given (in memory only)');
		expect(double.secrets.get('login-password')).toBe('hunter2');
		expect(JSON.stringify(keeper.last)).not.toContain('hunter2');
		expect(shown.output.text).not.toContain('hunter2');
		await shown.type(keys.esc, '3 hosts');
		await shown.type('e', 'given for all hosts');
	});
});

describe('host keys', () => {
	const clones = [unknownKey('cp1', 'A'), unknownKey('w1', 'B', ['w2']), unknownKey('w2', 'B', ['w1'])];

	test('come together before any login; clones are marked; none is accepted unasked', async () => {
		const double = new HostsEngineDouble();
		double.unknown = clones;
		const {shown} = start(double, {hosts: three});
		await shown.until('3 hosts');
		await shown.type('t', '3 host keys are not known yet');
		expect(shown.screen()).toContain(`SHA256:${'A'.repeat(43)}`);
		expect(shown.screen().match(/clone\?/g)).toHaveLength(2);
		await shown.type(keys.enter, 'Not now: nothing is chosen');
		expect(double.accepted).toEqual([]);
		await shown.type(keys.down, 'The same key as w2');
		expect(double.tests).toBe(0);
	});

	test('are accepted one by one, or all, and then the test runs', async () => {
		const double = new HostsEngineDouble();
		double.unknown = clones;
		const {shown} = start(double, {hosts: three});
		await shown.until('3 hosts');
		await shown.type('t', '3 host keys');
		await shown.type(` ${keys.enter}`, '2 host keys');
		expect(double.accepted).toEqual(['cp1']);
		await shown.type(keys.esc, 'f shows 2 host keys');
		await shown.type('n', 'Not now: host keys wait to be accepted: press f');
		await shown.type('f', '2 host keys');
		await shown.type(`a${keys.enter}`, 'All hosts are ready');
		expect(double.accepted).toEqual(['cp1', 'w1', 'w2']);
		expect(double.tests).toBe(1);
	});

	test('that changed are refused with the words, here and in the table', async () => {
		const double = new HostsEngineDouble();
		double.unknown = [unknownKey('cp1', 'A')];
		double.refused = [
			{
				host: 'w1',
				code: 'host-key-changed',
				message: 'the host key of w1 has changed: /k, line 4, has another',
				details: ['on file: X', 'it shows Y'],
			},
		];
		const {shown} = start(double, {hosts: three});
		await shown.until('3 hosts');
		await shown.type('t', 'the host key of w1 has changed: /k, line 4');
		expect(shown.screen()).toContain('it shows Y');
		await shown.type(keys.esc, /✖ w1 +10\.0\.0\.12 +host key has CHANGED/);
	});
});

describe('the screen', () => {
	test('help over a choice loses nothing of it', async () => {
		const {shown} = start(new HostsEngineDouble(), {hosts: three});
		await shown.until('3 hosts');
		await shown.type(keys.paste('a\nb\nc'), '3 of 3 hosts chosen');
		await shown.type(`${keys.down} `, '2 of 3 hosts chosen');
		await shown.type('?', 'Keys of Hosts');
		await shown.type(keys.esc, '2 of 3 hosts chosen');
	});

	test.each([
		[60, 15, 'en'],
		[60, 15, 'zh'],
		[80, 24, 'en'],
		[80, 24, 'zh'],
		[120, 40, 'en'],
		[120, 40, 'zh'],
	] as const)('has every host aligned, and its keys, at %ix%i in %s', async (columns, rows, language) => {
		const double = new HostsEngineDouble();
		double.failures = {w1: {code: 'timeout', message: 'no answer', details: []}};
		const {shown, words} = start(double, {hosts: three, columns, rows, language});
		await shown.until('w2');
		await shown.type('t', words.codes.timeout ?? '');
		const lines = shown.screen().split('\n');
		expect(lines).toHaveLength(rows);
		const cells = (text: string) => (columnOf(shown, text) ?? [])[0];
		expect(cells(words.columns.os)).toBe(cells('debian 12'));
		expect(cells(words.codes.timeout ?? '')).toBe(cells('debian 12'));
		expect(lines.at(-1)).toContain('? ');
		const head = lines.find((line) => line.includes(words.columns.os)) ?? '';
		expect(head.includes(words.columns.address)).toBe(columns >= 80);
		expect(head.includes(words.columns.login)).toBe(columns >= 120);
	});

	test.each([80, 120])('holds with --ascii: no byte of ours beyond 127, in %i columns', async (columns) => {
		const double = new HostsEngineDouble();
		double.unknown = [unknownKey('a-rather-long-name', 'A', ['w1'])];
		const {shown} = start(double, {hosts: three, ascii: true, columns});
		await shown.until('3 hosts');
		await shown.type('t', 'not known yet');
		await shown.type(`a${keys.enter}`, 'All hosts are ready');
		await shown.type('a', 'Add hosts');
		await shown.type('n[1-9]', '9 hosts');
		await shown.type('\u0015\u001B', 'All hosts are ready');
		await shown.type('l', 'Login of all hosts');
		await shown.type(keys.esc, 'All hosts are ready');
		await shown.type(keys.paste('a.very.long.name.of.some.host.lab\nops@b'), '2 of 2 hosts chosen');
		// biome-ignore lint/suspicious/noControlCharactersInRegex: the range of ASCII
		expect(shown.output.text).toMatch(/^[\x00-\x7F]*$/);
	});

	test('stays within its rows with 200 hosts', async () => {
		const many = Array.from({length: 200}, (_, at) => ({address: `10.0.${at >> 7}.${(at & 127) + 1}`}));
		const {shown} = start(new HostsEngineDouble(), {hosts: many});
		await shown.until('200 hosts, 200 not tested');
		await shown.type('\u001B[F', '10.0.1.72');
		expect(shown.screen().split('\n')).toHaveLength(24);
		expect(shown.screen()).toContain('200 hosts');
	});
});

/** Columns (in cells of the terminal) where a text begins, from the top. */
function columnOf(shown: Mounted, text: string): readonly number[] {
	const found: number[] = [];
	for (let row = 0; row < shown.term.rows; row += 1) {
		const line = shown.term.buffer.active.getLine(shown.term.buffer.active.baseY + row);
		const at = line?.translateToString(true).indexOf(text) ?? -1;
		if (!line || at === -1) continue;
		let seen = 0;
		for (let cell = 0; cell < line.length; cell += 1) {
			if (seen >= at) {
				found.push(cell);
				break;
			}
			seen += line.getCell(cell)?.getChars().length || (line.getCell(cell)?.getWidth() === 0 ? 0 : 1);
		}
	}
	return found;
}
