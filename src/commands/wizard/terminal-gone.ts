/**
 * Calls `gone`, once, when the terminal can no longer be read or written: its
 * window was closed, or ssh was cut. A signal may tell the same, earlier or
 * later or never. Listens until the process ends: writes under way fail later
 * still, and an error of a stream that nobody hears ends the process at once.
 */
export function whenTerminalGoes(gone: () => void): void {
	let known = false;
	const tell = () => {
		if (known) return;
		known = true;
		gone();
	};
	for (const stream of [process.stdin, process.stdout]) stream.on('error', tell);
	process.stdin.on('end', tell);
}
