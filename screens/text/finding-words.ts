/** What a finding says in another language than its own. */
export interface FindingWords {
	readonly title: string;
	readonly why: string;
	readonly remedy: string;
}

/** Title, why it matters, what helps. */
export function finding(title: string, why: string, remedy: string): FindingWords {
	return {title, why, remedy};
}
