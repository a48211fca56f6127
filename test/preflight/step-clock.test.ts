import {spawn} from 'node:child_process';
import {createSocket, type Socket} from 'node:dgram';
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, describe, expect, it} from 'vitest';
import {stepClock} from '../../src/preflight/fixes/time.ts';

const directory = mkdtempSync(join(tmpdir(), 'step-clock-'));
afterAll(() => rmSync(directory, {recursive: true}));

/** Runs the fix with tools that only note what they were asked, so that this machine's clock stays. */
async function fix(servers: readonly string[], tracking: string) {
	const asked = join(directory, 'asked');
	writeFileSync(asked, '');
	writeFileSync(join(directory, 'date'), `#!/bin/sh\necho "date $*" >>${asked}\n`, {mode: 0o755});
	writeFileSync(join(directory, 'systemctl'), '#!/bin/sh\nexit 3\n', {mode: 0o755});
	const chronyc = `#!/bin/sh\necho "chronyc $*" >>${asked}\ncase "$*" in *tracking) echo '${tracking}' ;; esac\n`;
	writeFileSync(join(directory, 'chronyc'), chronyc, {mode: 0o755});
	const child = spawn('dash', ['-eu'], {env: {...process.env, PATH: `${directory}:${process.env.PATH}`}});
	child.stdin.end(stepClock(servers).script.text);
	const code = await new Promise((resolve) => child.on('close', resolve));
	return {code, asked: readFileSync(asked, 'utf8').trim().split('\n')};
}

/** A time server that says this moment. */
async function serve(address: string, seconds: number): Promise<Socket> {
	const socket = createSocket('udp4');
	socket.on('message', (_message, from) => {
		const answer = Buffer.alloc(48);
		answer.writeUInt32BE(seconds + 2_208_988_800, 40);
		socket.send(answer, from.port, from.address);
	});
	await new Promise<void>((resolve) => socket.bind(123, address, resolve));
	return socket;
}

describe('stepClock', () => {
	it('leaves it to chrony where chrony is in step', async () => {
		expect(await fix(['127.0.0.8'], 'Leap status     : Normal')).toEqual({code: 0, asked: ['chronyc -n tracking', 'chronyc -a makestep']});
	});

	it.runIf(process.getuid?.() === 0)('asks the first server that answers', async () => {
		const server = await serve('127.0.0.8', 1_795_263_361);
		const done = await fix(['127.0.0.7', '127.0.0.8'], 'Leap status     : Not synchronised');
		server.close();
		expect(done).toEqual({code: 0, asked: ['chronyc -n tracking', 'date -u -s @1795263361']});
	});

	it('says so when nothing can tell the time', async () => {
		expect(await fix([], 'Leap status     : Not synchronised')).toEqual({code: 1, asked: ['chronyc -n tracking']});
	});
});
