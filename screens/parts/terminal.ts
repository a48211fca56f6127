import {useApp} from 'ink';

/** Gives the terminal to something else, and takes it back. */
export function useTerminal(): {readonly suspend: () => void; readonly lend: (to: () => Promise<void>) => Promise<void>} {
	const {suspendTerminal} = useApp();
	return {
		/** Ctrl+Z: to the shell until `fg`. In raw mode the key is only a character, so the stop is sent here. */
		suspend: () => {
			void suspendTerminal(
				() =>
					new Promise<void>((resume) => {
						process.once('SIGCONT', () => resume());
						process.kill(process.pid, 'SIGTSTP');
					}),
			);
		},
		lend: (to) => suspendTerminal(to),
	};
}
