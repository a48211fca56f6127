import {useStdout} from 'ink';
import {useEffect} from 'react';
import {useLook} from './look.tsx';

/** CUP to the first cell, ED from there on. */
const homeAndErase = '\u001B[H\u001B[J';
/** Longer than the pause between two frames, so that the one for the new size has been drawn. */
const quietMs = 120;

/**
 * Paints the whole frame anew from the first cell once the terminal's size has
 * been quiet. A frame is sent as what differs from the one before, from the
 * cursor on; but a terminal crops and scrolls when its size changes, also one
 * that is back at its old size by the time we look, and what was under way was
 * drawn for another. Node tells 'resize' only when the size differs from the
 * last it saw: hence the signal itself.
 */
export function useRepaint(): void {
	const {write} = useStdout();
	const {screenReader} = useLook();
	useEffect(() => {
		// Read aloud there is no frame to keep, and what stands above is the reader's.
		if (screenReader) return;
		let quiet: NodeJS.Timeout | undefined;
		const repaint = () => {
			clearTimeout(quiet);
			quiet = setTimeout(() => write(homeAndErase), quietMs);
		};
		process.on('SIGWINCH', repaint);
		return () => {
			process.off('SIGWINCH', repaint);
			clearTimeout(quiet);
		};
	}, [write, screenReader]);
}
