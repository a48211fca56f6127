import {spawnSync} from 'node:child_process';
import {mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, describe, expect, it} from 'vitest';
import {sh} from '../../src/shell/sh.ts';
import {keyFunctions} from '../../steps/packages/debian/keys.ts';
import {runScript} from './shell.ts';

const ready = ['gpg', 'curl'].every((command) => spawnSync(command, ['--version']).error === undefined);
if (!ready) console.error('SKIPPED: gpg and curl are needed to test how repository keys are taken');

const dir = mkdtempSync(join(tmpdir(), 'kubewiz-keys-'));
afterAll(() => rmSync(dir, {recursive: true}));

/** Makes a key and gives its fingerprint; `keys/<name>` then holds it, ASCII-armored as mirrors have it. */
function makeKey(name: string, created = '20260101T000000', lifetime = '0'): string {
	const home = mkdtempSync(join(dir, 'home-'));
	const gpg = (...args: string[]) => {
		const options = ['--batch', '--quiet', '--homedir', home, '--pinentry-mode', 'loopback', '--passphrase', ''];
		const {status, stdout, stderr} = spawnSync('gpg', [...options, ...args], {encoding: 'utf8'});
		if (status !== 0) throw new Error(stderr);
		return stdout;
	};
	gpg('--faked-system-time', created, '--quick-generate-key', `${name} <${name}@example.invalid>`, 'ed25519', 'sign', lifetime);
	writeFileSync(join(dir, name), gpg('--armor', '--export'));
	const fingerprint = /^fpr:+([0-9A-F]{40}):/m.exec(gpg('--with-colons', '--list-keys'))?.[1];
	spawnSync('gpgconf', ['--homedir', home, '--kill', 'gpg-agent']);
	return fingerprint as string;
}

const fetchKey = (name: string, fingerprint: string, state?: string) =>
	runScript(
		sh`
		${keyFunctions}
		kw_fetch_key ${`file://${dir}/${name}`} ${fingerprint} ${`${dir}/rings/${name}.gpg`}
	`,
		state === undefined ? {} : {state},
	);
const isKey = (name: string, fingerprint: string) =>
	runScript(sh`
	${keyFunctions}
	kw_key_is ${`${dir}/rings/${name}.gpg`} ${fingerprint}
`).code === 0;

describe.skipIf(!ready)('a repository key', () => {
	it('is taken when it is the pinned one, in the form apt reads, and known again', () => {
		const fingerprint = makeKey('good');
		expect(isKey('good', fingerprint)).toBe(false);
		expect(fetchKey('good', fingerprint)).toMatchObject({code: 0});
		expect(readFileSync(`${dir}/rings/good.gpg`)[0]).toBeGreaterThan(127);
		expect(isKey('good', fingerprint)).toBe(true);
		expect(isKey('good', fingerprint.replace(/^./, 'X'))).toBe(false);
	});

	it('is taken alone when others come with it', () => {
		const fingerprint = makeKey('one');
		makeKey('two');
		writeFileSync(join(dir, 'both'), readFileSync(join(dir, 'two'), 'utf8') + readFileSync(join(dir, 'one'), 'utf8'));
		expect(fetchKey('both', fingerprint)).toMatchObject({code: 0});
		expect(isKey('both', fingerprint)).toBe(true);
	});

	it('leaves a copy of another ring that was in its place', () => {
		const fingerprint = makeKey('next');
		mkdirSync(join(dir, 'rings'), {recursive: true});
		writeFileSync(join(dir, 'rings/next.gpg'), 'the ring of another');
		const state = join(dir, 'state');
		expect(fetchKey('next', fingerprint, state)).toMatchObject({code: 0});
		expect(readFileSync(join(state, 'backup', dir, 'rings/next.gpg'), 'utf8')).toBe('the ring of another');
	});

	it('is refused when it is another, with both fingerprints', () => {
		const fingerprint = makeKey('other');
		const pinned = 'DE15B14486CD377B9E876E1A234654DA9A296436';
		const {code, output} = fetchKey('other', pinned);
		expect(code).toBe(1);
		expect(output).toContain(fingerprint);
		expect(output).toContain(`not the pinned ${pinned}: refused`);
	});

	it('is refused when it has expired, with the day and the way out', () => {
		const fingerprint = makeKey('old', '20200101T000000', '2020-06-01');
		const {code, output} = fetchKey('old', fingerprint);
		expect(code).toBe(1);
		expect(output).toMatch(/expired on 2020-0[56]-\d\d: .*newest minor/);
	});

	it('is refused when it is a web page', () => {
		writeFileSync(join(dir, 'page'), '<html>Please log in</html>\n');
		const {code, output} = fetchKey('page', 'A'.repeat(40));
		expect(code).toBe(1);
		expect(output).toContain('no OpenPGP key, but: <html>Please log in</html>');
	});

	it('that cannot be fetched is named by its address', () => {
		expect(fetchKey('absent', 'A'.repeat(40))).toMatchObject({code: 1, output: expect.stringContaining(`file://${dir}/absent`)});
	});
});
