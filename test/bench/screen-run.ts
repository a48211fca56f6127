import {EventEmitter} from 'node:events';
import {monitorEventLoopDelay} from 'node:perf_hooks';
import {render} from 'ink';
import {createElement} from 'react';
import {App} from '../../screens/app.tsx';
import {PacedStdin} from '../../screens/parts/paced-stdin.ts';
import {wordsOf} from '../../screens/text/words.ts';
import type {EventBody, RunEvent} from '../../src/events/event.ts';
import {emptyDraft} from '../../src/store/draft.ts';
import {RunView} from '../../src/store/run-view.ts';
import {createWizardStore} from '../../src/store.ts';
import {memoryKeeper, silentEngine} from '../screens/engine.ts';

/**
 * Draws the install screen for some seconds while hosts work, in a process of
 * its own: `screen-run HOSTS ACTIVE SECONDS`. Prints bytes and CPU per second
 * and the longest time the event loop stood still.
 */
const [hosts = 5, active = 5, seconds = 5] = process.argv.slice(2).map(Number);
const steps = 60;
const tickMs = 100;
const out = Object.assign(new EventEmitter(), {isTTY: true, columns: 120, rows: 40, write: count});
let bytes = 0;
function count(data: string, done?: () => void): boolean {
	bytes += Buffer.byteLength(data);
	if (done) setImmediate(done);
	return true;
}

/** A keyboard that nobody touches. */
const keyboard = Object.assign(new EventEmitter(), {isTTY: true, setRawMode() {}, setEncoding() {}, pause() {}, resume() {}});

const names = Array.from({length: hosts}, (_, index) => `node-${index + 1}`);
const ids = Array.from({length: steps}, (_, index) => `bench/step-${index}`);
const run = new RunView();
let seq = 0;
const send = (event: object) => run.apply({...event, seq: ++seq, time: ''} as EventBody & RunEvent, Date.now());
send({
	type: 'run.start',
	run: '/runs/1',
	cluster: 'bench',
	hosts: names,
	steps: ids.map((id) => ({id, title: `Step ${id}`, hosts: names})),
});
const store = createWizardStore(silentEngine(), memoryKeeper());
store.setState({draft: {...emptyDraft, screen: 'install'}, run, runVersion: run.version});
const look = {words: wordsOf('en'), ascii: false, colour: true};
const app = render(createElement(App, {store, look}), {
	stdout: out as unknown as NodeJS.WriteStream,
	stdin: new PacedStdin(keyboard) as unknown as NodeJS.ReadStream,
	interactive: true,
	alternateScreen: true,
	incrementalRendering: true,
	maxFps: 15,
	patchConsole: false,
});
await new Promise((done) => setTimeout(done, 1000));

const delay = monitorEventLoopDelay({resolution: 5});
delay.enable();
bytes = 0;
const cpu = process.cpuUsage();
const began = performance.now();
let tick = 0;
const timer = setInterval(() => {
	tick += 1;
	for (let index = 0; index < active; index += 1) {
		const [host, step] = [names[index], ids[Math.floor(tick / 5) % steps]];
		if (tick % 5 === 0) {
			if (tick > 5) send({type: 'task.state', host, step: ids[(Math.floor(tick / 5) - 1) % steps], state: 'done', attempt: 1, ms: 500});
			send({type: 'task.state', host, step, state: 'running', attempt: 1});
		}
		send({type: 'task.output', host, step, lines: [`Get:${tick} https://pkgs.k8s.io/core:/stable:/v1.36/deb kubelet ${tick * 37} kB`]});
	}
	store.setState({runVersion: run.version});
}, tickMs);
await new Promise((done) => setTimeout(done, seconds * 1000));
clearInterval(timer);
const took = (performance.now() - began) / 1000;
const {user, system} = process.cpuUsage(cpu);
delay.disable();
app.unmount();
process.stdout.write(
	JSON.stringify({kibPerSecond: bytes / 1024 / took, cpuPercent: (user + system) / 10_000 / took, stallMs: delay.max / 1e6}),
	() => process.exit(0),
);
