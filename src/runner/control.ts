/** What the operator wants of a run under way. Each wish is kept; `detach` outranks `drain`. */
export interface RunControl {
	readonly wish: 'go' | 'pause' | 'drain' | 'detach';
	/** First Ctrl-C, SIGTERM: start nothing new, let what runs come to its end. */
	drain(): void;
	/** Second Ctrl-C, SIGHUP: leave now; jobs on the hosts go on. */
	detach(): void;
	/** Start nothing new until `resume`. */
	pause(): void;
	resume(): void;
	onChange(listener: () => void): () => void;
}

/** Makes the handle that signal handlers and keys use to steer a run. */
export function runControl(): RunControl {
	const listeners = new Set<() => void>();
	let wish: RunControl['wish'] = 'go';
	const set = (next: RunControl['wish']) => {
		if (wish === next) return;
		wish = next;
		for (const listener of [...listeners]) listener();
	};
	return {
		get wish() {
			return wish;
		},
		drain: () => wish !== 'detach' && set('drain'),
		detach: () => set('detach'),
		pause: () => wish === 'go' && set('pause'),
		resume: () => wish === 'pause' && set('go'),
		onChange(listener) {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
	};
}
