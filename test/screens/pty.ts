import {type ChildProcess, spawn, spawnSync} from 'node:child_process';
import {readFileSync} from 'node:fs';
import xterm from '@xterm/headless';

/** Why real-terminal tests can't run here; undefined when they can. */
export const noPty =
	spawnSync('python3', ['-c', 'import pty']).status === 0 ? undefined : 'python3, whose pty module gives the terminal, is not installed';

/** Runs a program on a pseudo terminal of its own, as its session's leader: what it gets on stdin goes to the keyboard. SIGHUP closes the terminal. */
const bridge = `
import os, pty, select, signal, struct, sys, fcntl, termios
pid, fd = pty.fork()
if pid == 0:
    os.execvp(sys.argv[3], sys.argv[3:])
fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack('HHHH', int(sys.argv[2]), int(sys.argv[1]), 0, 0))
sys.stderr.write(str(pid) + '\\n'); sys.stderr.flush()
def hang_up(*_):
    os.close(fd); os._exit(0)
signal.signal(signal.SIGHUP, hang_up)
while True:
    ready, _, _ = select.select([fd, 0], [], [])
    if fd in ready:
        try: data = os.read(fd, 65536)
        except OSError: data = b''
        if not data: break
        os.write(1, data)
    if 0 in ready:
        data = os.read(0, 65536)
        # Who held the keyboard is gone: so is the terminal.
        if not data: hang_up()
        os.write(fd, data)
_, status = os.waitpid(pid, 0)
os._exit(os.waitstatus_to_exitcode(status) & 255)
`;

export interface Pty {
	/** Process in the terminal. */
	readonly pid: number;
	readonly term: InstanceType<typeof xterm.Terminal>;
	/** All bytes it wrote. */
	bytes(): string;
	screen(): string;
	/** All of the primary screen, with what has scrolled off it and without the wizard's own, broken lines joined again. */
	scrollback(): string;
	send(keys: string): void;
	/** Resolves once the text is on the screen, or the screen is as `wanted` says. */
	until(wanted: string | RegExp | ((screen: string) => boolean), patienceMs?: number): Promise<void>;
	/** Takes the terminal away, as closing its window does. */
	hangUp(): void;
	readonly ended: Promise<number | null>;
	end(): void;
}

/** Starts `command` on a pseudo terminal of 80x24. Only the given variables and PATH and HOME are in its environment. */
export async function onPty(command: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Pty> {
	const {PATH, HOME} = process.env;
	const child: ChildProcess = spawn('python3', ['-c', bridge, '80', '24', ...command], {
		stdio: ['pipe', 'pipe', 'pipe'],
		env: {PATH, HOME, TERM: 'xterm-256color', LC_ALL: 'C.UTF-8', ...env},
	});
	const term = new xterm.Terminal({cols: 80, rows: 24, allowProposedApi: true, scrollback: 500});
	let text = '';
	const news = new Set<() => void>();
	child.stdout?.setEncoding('utf8').on('data', (data: string) => {
		text += data;
		term.write(data, () => {
			for (const tell of news) tell();
		});
	});
	const pid = await new Promise<number>((resolve) => child.stderr?.once('data', (data) => resolve(Number.parseInt(String(data), 10))));
	const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
	const screen = () =>
		Array.from(
			{length: term.rows},
			(_, row) => term.buffer.active.getLine(term.buffer.active.baseY + row)?.translateToString(true) ?? '',
		).join('\n');
	return {
		pid,
		term,
		bytes: () => text,
		screen,
		scrollback: () => scrollback(term),
		send: (keys) => void child.stdin?.write(keys),
		until: (wanted, patienceMs = 40_000) =>
			new Promise((resolve, reject) => {
				const isThere = (shown: string) => {
					if (typeof wanted === 'function') return wanted(shown);
					return typeof wanted === 'string' ? shown.includes(wanted) : wanted.test(shown);
				};
				const look = () => {
					if (!isThere(screen())) return;
					clearTimeout(patience);
					news.delete(look);
					resolve();
				};
				const patience = setTimeout(() => {
					news.delete(look);
					reject(new Error(`"${wanted}" did not come on the screen:\n${screen()}`));
				}, patienceMs);
				news.add(look);
				look();
			}),
		hangUp: () => void child.kill('SIGHUP'),
		ended,
		end: () => void child.kill('SIGKILL'),
	};
}

function scrollback({buffer: {normal}}: Pty['term']): string {
	let text = '';
	for (let row = 0; row < normal.length; row += 1) {
		const line = normal.getLine(row);
		text += `${line?.isWrapped || row === 0 ? '' : '\n'}${line?.translateToString(!normal.getLine(row + 1)?.isWrapped) ?? ''}`;
	}
	return text.trimEnd();
}

/** True while a process lives; one that only waits to be buried does not. */
export function lives(pid: number): boolean {
	try {
		return !/^\d+ \(.*\) [ZX]/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
	} catch {
		return false;
	}
}
