import {complaintAbout} from '../preflight/check-names.ts';
import {fixesFor} from '../preflight/fixes-for.ts';
import type {Finding} from '../preflight/types.ts';
import {within} from '../told.ts';
import {usageError} from './command-error.ts';

/** What `--fix` and `--yes` ask for. */
export interface FixWish {
	/** Every finding that has a fix; what takes something away still has to be named, or its host typed. */
	readonly all: boolean;
	/** Checks by name. */
	readonly named: ReadonlySet<string>;
	/** Nothing is asked. */
	readonly yes: boolean;
}

/** Reads the values of `--fix`: `all`, or names of checks. Throws CommandError (exit 2) for a name that is none. */
export function fixWish(values: readonly string[], yes: boolean): FixWish {
	const named = new Set(values.filter((value) => value !== 'all'));
	const complaint = [...named].map(complaintAbout).find((each) => each !== undefined);
	if (complaint)
		throw usageError(
			'fix',
			within(complaint, ({en, zh}) => ({en: `--fix: ${en}`, zh: `--fix：${zh}`})),
		);
	return {all: values.includes('all'), named, yes};
}

/** The findings that are wished to be mended, and can be. */
export function wishedFor({all, named}: FixWish, findings: readonly Finding[]): readonly Finding[] {
	return findings.filter((finding) => fixesFor(finding).length > 0 && (all || named.has(finding.check)));
}

/** How a fix is agreed to: by a yes, or by the name of its host or its cluster; `left-out` where it takes something away and no question is wanted. */
export function agreementOn({fix, check}: Finding, {named, yes}: FixWish): 'given' | 'yes' | 'name' | 'left-out' {
	if (fix?.destroys === true && !named.has(check)) return yes ? 'left-out' : 'name';
	return yes ? 'given' : 'yes';
}
