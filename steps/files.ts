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

/** Writes each file unless it is so already. */
export function writeFiles(files: readonly ManagedFile[]): Script {
	return sequence(files.map(({path, text, mode = '644'}) => sh`kw_write ${path} ${mode} ${heredoc(text)}`));
}
