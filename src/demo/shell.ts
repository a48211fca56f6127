import type {Duplex} from 'node:stream';
import type {Machine} from './machine.ts';
import type {ClusterModel} from './model/cluster.ts';
import {answerOf} from './shell-commands.ts';

/** What the keys of a line mean to a terminal in its usual mode. */
const [ctrlC, ctrlD, ctrlU, backspace, enter] = ['\u0003', '\u0004', '\u0015', '\u007F', '\r'];

/**
 * Plays a login shell: echoes what is typed, edits the line, answers a few
 * commands from the model, and ends with `exit` or Ctrl+D. `end` is given the
 * exit code.
 */
export function playShell(stream: Duplex, machine: Machine, cluster: ClusterModel, end: (code: number) => void): void {
	const {name} = machine.model;
	const prompt = `root@${name}:~# `;
	let line = '';
	const print = (text: string) => stream.write(text.replaceAll('\n', '\r\n'));
	const leave = () => {
		print('logout\n');
		end(0);
	};
	const obey = () => {
		const command = line.trim();
		line = '';
		print('\n');
		if (command === 'exit' || command === 'logout') return leave();
		const answer = answerOf(command, machine.model, cluster);
		print(`${answer === '' ? '' : `${answer}\n`}${prompt}`);
	};
	const type = (key: string) => {
		if (key === enter) obey();
		else if (key === ctrlD && line === '') leave();
		else if (key === ctrlC || key === ctrlU) {
			line = '';
			print(key === ctrlC ? `^C\n${prompt}` : `\r\u001B[K${prompt}`);
		} else if (key === backspace && line !== '') {
			line = line.slice(0, -1);
			print('\b \b');
		} else if (key >= ' ' && key !== backspace) {
			line += key;
			print(key);
		}
	};
	stream.on('data', (bytes: Buffer) => {
		for (const key of bytes.toString('latin1')) type(key);
	});
	print(`This is ${name} of the simulation: a shell that is played, and knows a few commands (help).\n${prompt}`);
}
