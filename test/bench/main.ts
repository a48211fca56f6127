import {parseArgs} from 'node:util';
import {ansible, type Bench, type Contender, clush, mitogen, openssh} from './contenders.ts';
import {startDelay} from './delay.ts';
import {kubewiz} from './kubewiz.ts';
import {type LightHosts, lightHostsUp} from './light-hosts.ts';
import {missingTools} from './requirements.ts';
import {measureScale} from './scale.ts';
import {measureScreen} from './screen.ts';
import {markdownTable, median} from './stats.ts';

/**
 * npm run bench: what kubewiz's runner costs, side by side with its peers on
 * the same hosts in the same minutes.
 *
 *   npm run bench -- --hosts 20 --tasks 20 --repeat 3 --round-trip 40
 *   npm run bench -- --only scale
 */
const {values} = parseArgs({
	options: {
		hosts: {type: 'string', default: '20'},
		tasks: {type: 'string', default: '20'},
		repeat: {type: 'string', default: '3'},
		'round-trip': {type: 'string', default: '40'},
		/** Parts to run: `near`, `far`, `scale`, `screen`; several by commas. */
		only: {type: 'string', default: 'near,far,scale,screen'},
		/** Leave out contenders whose name contains one of these words. */
		skip: {type: 'string', default: ''},
	},
});
const parts = values.only.split(',');
const skipped = values.skip.split(',').filter(Boolean);
const contenders = [openssh, kubewiz, clush, mitogen, ansible].filter(({name}) => !skipped.some((word) => name.includes(word)));

if (parts.includes('near') || parts.includes('far')) await comparePeers();
if (parts.includes('screen')) await measureScreen({seconds: 5, repeat: Number(values.repeat), say});
if (parts.includes('scale')) await measureScale({hosts: 500, steps: 60, repeat: Number(values.repeat), say});

async function comparePeers(): Promise<void> {
	const missing = await missingTools();
	if (missing.length > 0) {
		say(`The comparison with other tools is left out: ${missing.join('; ')}.`);
		return;
	}
	const hosts = await lightHostsUp(Number(values.hosts));
	const down = () => hosts.down();
	process.once('SIGINT', () => down().finally(() => process.exit(130)));
	try {
		const near = benchOf(hosts);
		if (parts.includes('near')) await compare('loopback', near);
		if (!parts.includes('far')) return;
		const roundTrip = Number(values['round-trip']);
		const delayed = await startDelay(near, roundTrip / 2);
		try {
			await compare(`${roundTrip} ms round trip`, delayed.bench);
		} finally {
			await delayed.end();
		}
	} finally {
		await down();
	}
}

function benchOf(hosts: LightHosts): Bench {
	return {
		targets: hosts.addresses.map((address, index) => ({name: `h${index + 1}`, address, port: 22})),
		tasks: Number(values.tasks),
		keyFile: hosts.keyFile,
		knownHostsFile: hosts.knownHostsFile,
		directory: hosts.directory,
	};
}

/** Runs the contenders in turn, several rounds, so that a busy minute of the machine falls on all alike. */
async function compare(where: string, bench: Bench): Promise<void> {
	const seconds = new Map<Contender, number[]>(contenders.map((contender) => [contender, []]));
	for (const contender of contenders) await contender.prepare?.(bench);
	for (let round = 1; round <= Number(values.repeat); round++) {
		for (const contender of contenders) {
			const began = performance.now();
			await contender.run(bench);
			const took = (performance.now() - began) / 1000;
			seconds.get(contender)?.push(took);
			process.stderr.write(`${where}, round ${round}: ${contender.name} ${took.toFixed(2)} s\n`);
			await contender.cool?.(bench);
		}
	}
	const floor = median(seconds.get(openssh) ?? []);
	const rows = [...seconds].map(([contender, all]) => {
		const middle = median(all);
		return [contender.name, middle.toFixed(2), all.map((s) => s.toFixed(2)).join(', '), `${(middle / floor).toFixed(1)} x`];
	});
	say(`\n${bench.targets.length} hosts x ${bench.tasks} tasks, ${where}:\n`);
	say(markdownTable(['tool', 'seconds (median)', 'each round', 'against the floor'], rows));
}

function say(text: string): void {
	process.stdout.write(`${text}\n`);
}
