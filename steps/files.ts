import {heredoc, type Script, sequence, sh} from '../src/shell/sh.ts';

/** A file whose whole text a step decides. */
export interface ManagedFile {
	readonly path: string;
	readonly text: string;
	/** Octal, by default 644. */
	readonly mode?: '644' | '600';
}

/** Ends by `verdict` at the first file that is missing or reads differently. */
export function checkFiles(files: readonly ManagedFile[], verdict: 'todo' | 'kw_fail'): Script {
	return sequence(
		files.map(
			({path, text, mode = '644'}) => sh`
				if ! kw_same ${path} ${mode} ${heredoc(text)}
				then ${verdict} ${path} 'is not as it should be'; fi
			`,
		),
	);
}

/** Ends by `verdict` at the first file that kubewiz wrote for a spec that asked for it, as this one no longer does. */
export function checkTakenBack(paths: readonly string[], verdict: 'todo' | 'kw_fail'): Script {
	return sequence(paths.map((path) => sh`! kw_wrote ${path} || ${verdict} ${path} 'is there for what is no longer in the spec'`));
}

/** Takes those away again, and puts back what they had replaced. */
export function takeBack(paths: readonly string[]): Script {
	return sequence(paths.map((path) => sh`kw_take_back ${path}`));
}

/** Writes each file unless it is so already. */
export function writeFiles(files: readonly ManagedFile[]): Script {
	return sequence(files.map(({path, text, mode = '644'}) => sh`kw_write ${path} ${mode} ${heredoc(text)}`));
}
