import {createInterface} from 'node:readline';
import {currentLab} from './lab.ts';
import {FaultProxy, type ProxyFaults} from './proxy.ts';

const help =
	'delay MS | speed BYTES_PER_SECOND | black-hole on|off | drop on|off | refuse on|off | cut-reply N | cut-request N | reset | clear | show';

/** What a line typed at the proxy asks for. */
function change(word: string, value: string): Partial<ProxyFaults> | undefined {
	const number = Number(value);
	switch (word) {
		case 'delay':
			return {delayMs: number};
		case 'speed':
			return {bytesPerSecond: number};
		case 'black-hole':
			return {blackHole: value !== 'off'};
		case 'drop':
			return {drop: value !== 'off'};
		case 'refuse':
			return {refuse: value !== 'off'};
		case 'cut-reply':
			return {cutAfterReplyBytes: number};
		case 'cut-request':
			return {cutAfterRequestBytes: number};
		default:
			return undefined;
	}
}

/** Runs a proxy to a host's sshd in the foreground; lines on stdin switch its faults. */
export async function proxyCommand(name: string): Promise<number> {
	const host = currentLab()?.hosts[name];
	if (host === undefined) throw new Error(`the lab has no host "${name}"`);
	const proxy = await FaultProxy.start({target: {address: host.address, port: host.port}});
	console.log(`${proxy.address}:${proxy.port} leads to ${name} (${host.address}:${host.port}); ${help}`);
	for await (const line of createInterface({input: process.stdin})) {
		const [word = '', value = ''] = line.trim().split(/\s+/);
		const wanted = change(word, value);
		if (wanted !== undefined) proxy.set(wanted);
		else if (word === 'reset') proxy.reset();
		else if (word === 'clear') proxy.clear();
		else if (word === 'show') console.log({...proxy.faults, ...proxy.counts, open: proxy.open});
		else if (word !== '') console.log(help);
	}
	await proxy.close();
	return 0;
}
