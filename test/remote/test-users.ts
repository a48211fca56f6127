import {execFileSync, spawnSync} from 'node:child_process';
import {mkdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';

export {noUsers} from './sshd-fixture.ts';

/** Users and sudo rules of a test's own on this machine; `remove` takes all of them away. */
export class TestUsers {
	static #count = 0;
	readonly #names: string[] = [];

	/** Gives the user's name. `sudo` is the end of a rule: `NOPASSWD: ALL`, `ALL`; without it the user has none. `defaults` go to its sudoers file. */
	add(
		options: {password?: string; sudo?: string; defaults?: string; shell?: string; files?: Readonly<Record<string, string>>} = {},
	): string {
		const {password, sudo, defaults, shell = '/bin/sh', files = {}} = options;
		TestUsers.#count += 1;
		const name = `kwt${process.pid}x${TestUsers.#count}`;
		execFileSync('useradd', ['--create-home', '--base-dir', '/tmp', '--shell', shell, '--password', '*', name]);
		this.#names.push(name);
		if (password !== undefined) execFileSync('chpasswd', [], {input: `${name}:${password}\n`});
		const rules = [...(defaults ? [`Defaults:${name} ${defaults}`] : []), ...(sudo ? [`${name} ALL=(ALL) ${sudo}`] : [])];
		if (rules.length > 0) writeFileSync(rulesOf(name), `${rules.join('\n')}\n`, {mode: 0o440});
		for (const [file, text] of Object.entries(files)) {
			mkdirSync(join('/tmp', name, file, '..'), {recursive: true});
			writeFileSync(join('/tmp', name, file), text);
		}
		return name;
	}

	/** Whether a process of this user is left. */
	static processesOf(name: string): string {
		return spawnSync('ps', ['-o', 'args=', '-u', name], {encoding: 'utf8'}).stdout;
	}

	remove(): void {
		for (const name of this.#names) {
			rmSync(rulesOf(name), {force: true});
			spawnSync('userdel', ['--force', '--remove', name]);
			if (readFileSync('/etc/passwd', 'utf8').includes(`${name}:`)) throw new Error(`user ${name} could not be removed`);
		}
	}
}

function rulesOf(name: string): string {
	return `/etc/sudoers.d/kubewiz-test-${name}`;
}
