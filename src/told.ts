/**
 * Words of kubewiz's own, in every language it speaks; where one is missing the
 * code does not compile. The room that has something to say says it in all of
 * them, and the screens and the renderers choose: nobody between them knows
 * what language the operator reads.
 */
export interface Told {
	readonly en: string;
	/** As the official Kubernetes documentation translates. */
	readonly zh: string;
}

export type Language = keyof Told;

/** What the operator is shown: own words, or a text that is no language's (a name, a command, the output of a program). */
export type Said = Told | string;

/** Puts a text into the operator's language. */
export type Say = (said: Said) => string;

export function told(en: string, zh: string): Told {
	return {en, zh};
}

/** A text as it is read in a language. */
export function inWords(said: Said, language: Language): string {
	return typeof said === 'string' ? said : said[language];
}

/** For records, logs and machines, which are English whoever reads them. */
export function inEnglish(said: Said): string {
	return inWords(said, 'en');
}

/** One line of JSON in which every text is English. */
export function englishJson(value: unknown, indent?: number): string {
	return JSON.stringify(value, (_key, inner: unknown) => (isTold(inner) ? inner.en : inner), indent);
}

function isTold(value: unknown): value is Told {
	return typeof value === 'object' && value !== null && 'en' in value && 'zh' in value;
}

/** Between parts that have commas of their own. */
export const semicolon = told('; ', '；');

/** Several as one, by default as a list: `a, b` or `a、b`. */
export function joined(parts: readonly Said[], separator: Said = told(', ', '、')): Told {
	const join = (language: Language) => parts.map((part) => inWords(part, language)).join(inWords(separator, language));
	return {en: join('en'), zh: join('zh')};
}

/** A text with a name before it: `etcd: slow disk`, `etcd：磁盘慢`. */
export function labelled(label: string, said: Said): Told {
	return within(said, (it) => told(`${label}: ${it.en}`, `${label}：${it.zh}`));
}

/** One told thing inside another: `within(cause, (it) => told(`because ${it.en}`, `因为${it.zh}`))`. */
export function within(inner: Said, outer: (inner: Told) => Told): Told {
	return outer(typeof inner === 'string' ? told(inner, inner) : inner);
}

/** The same done to every way of saying it, for example taking secrets out. */
export function eachWay(said: Said, change: (text: string) => string): Said {
	return typeof said === 'string' ? change(said) : told(change(said.en), change(said.zh));
}

/** An error with words for the operator. Its `message` is the English, for stacks and logs. */
export class ToldError extends Error {
	override readonly name: string = 'ToldError';
	readonly told: Said;

	constructor(words: Said, options?: ErrorOptions) {
		super(inEnglish(words), options);
		this.told = words;
	}
}

/** Words of whatever was thrown. */
export function saidBy(error: unknown): Said {
	if (error instanceof ToldError) return error.told;
	return error instanceof Error ? error.message : String(error);
}

/** Language of a locale name as LC_ALL, LC_MESSAGES or LANG give it: `zh_CN.UTF-8` → zh. Chinese needs UTF-8; in `zh_CN.GBK` it could not be shown. */
export function languageOf(locale: string | undefined): Language {
	return /^zh(?:[_-]\w+)?(?:\.utf-?8)(?:@.*)?$/i.test(locale ?? '') ? 'zh' : 'en';
}
