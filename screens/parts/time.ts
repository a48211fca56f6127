import {useAnimation, useIsScreenReaderEnabled} from 'ink';

/** Milliseconds of the wall clock, anew every second while something on the screen counts time; a screen reader would read all of it out every second. */
export function useNow(active: boolean): number {
	const aloud = useIsScreenReaderEnabled();
	useAnimation({interval: 1000, isActive: active && !aloud});
	return Date.now();
}

/** A length of time in a fixed, short form: `8s`, `3m05s`, `1h02m`. */
export function shortTime(ms: number): string {
	const seconds = Math.max(0, Math.round(ms / 1000));
	if (seconds < 60) return `${seconds}s`;
	if (seconds < 3600) return `${Math.floor(seconds / 60)}m${String(seconds % 60).padStart(2, '0')}s`;
	return `${Math.floor(seconds / 3600)}h${String(Math.floor((seconds % 3600) / 60)).padStart(2, '0')}m`;
}
