import {type Language, languageOf} from '../told.ts';
import type {Environment} from './environment.ts';

/** Language of the operator: what he asks for, else that of the locale. */
export function languageIn({env}: Pick<Environment, 'env'>, asked?: Language): Language {
	const {LC_ALL, LC_MESSAGES, LANG, TERM} = env;
	// The Linux console has no Chinese characters.
	return asked ?? (TERM === 'linux' ? 'en' : languageOf(LC_ALL || LC_MESSAGES || LANG));
}

/** What `--lang` asks for, read before the command line is parsed: help and refusals of wrong flags have a language too. */
export function languageAsked(argv: readonly string[]): Language | undefined {
	const at = argv.findLastIndex((word) => word === '--lang' || word.startsWith('--lang='));
	const value = argv[at]?.startsWith('--lang=') ? argv[at].slice('--lang='.length) : argv[at + 1];
	return at >= 0 && (value === 'en' || value === 'zh') ? value : undefined;
}
