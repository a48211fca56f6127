import type {HostSpec} from '../../src/cluster/schema/host.ts';
import type {Draft} from '../../src/store/draft.ts';

export type Spec = Draft['spec'];

/** One answer of the topology screen. `path` is where a problem with it is reported. */
export interface Setting {
	readonly id: string;
	readonly label: string;
	readonly path: string;
	readonly advanced: boolean;
	readonly value: string;
	/** True when nothing was answered and the default is shown. */
	readonly byDefault: boolean;
	/** True when there is no default either: it has to be answered. */
	readonly missing?: boolean;
	/** Stands behind the value. */
	readonly note?: string;
	/** Set when `kubeadm init` has written the value where nothing changes it; `back` takes an answer that differs back to it. */
	readonly fixed?: {readonly back?: Change};
	readonly edit: TextEdit | ChoiceEdit;
}

interface ChoiceEdit {
	readonly kind: 'choice';
	readonly options: readonly {readonly label: string; readonly value: string}[];
	readonly apply: (value: string) => Change;
	/** One more option: an answer that is typed. */
	readonly typed?: {readonly label: string; readonly edit: TextEdit};
}

export interface TextEdit {
	readonly kind: 'text';
	readonly example: string;
	/** What the field begins with instead of the value as it is shown. */
	readonly begin?: string;
	/** What is wrong with a text that could not even be an answer. */
	readonly problem?: (text: string) => string | undefined;
	/** True for a text that is far enough typed to be judged at each key, not only when it is given. */
	readonly judgeAtOnce?: (text: string) => boolean;
	readonly apply: (text: string) => Change;
}

export type Change =
	| {readonly kind: 'spec'; readonly spec: Partial<Spec>}
	| {readonly kind: 'name'; readonly name: string}
	| {readonly kind: 'host'; readonly index: number; readonly host: Partial<HostSpec>};

interface TextSetting {
	readonly id: string;
	readonly label: string;
	readonly path: string;
	readonly advanced?: boolean;
	/** The answer as text; undefined where nothing was answered. */
	readonly given: string | undefined;
	/** What holds then. */
	readonly fallback: string;
	readonly example: string;
	readonly problem?: TextEdit['problem'];
	readonly judgeAtOnce?: TextEdit['judgeAtOnce'];
	/** The change of the spec that an answer is. An empty answer is the default again. */
	readonly change: (answer: string) => Partial<Spec>;
}

/** An answer that is typed. */
export function textSetting({
	id,
	label,
	path,
	advanced = false,
	given,
	fallback,
	example,
	problem,
	judgeAtOnce,
	change,
}: TextSetting): Setting {
	return {
		id,
		label,
		path,
		advanced,
		value: given ?? fallback,
		byDefault: given === undefined,
		edit: {
			kind: 'text',
			example,
			...(problem && {problem}),
			...(judgeAtOnce && {judgeAtOnce}),
			apply: (answer) => ({kind: 'spec', spec: change(answer.trim())}),
		},
	};
}

interface ChoiceSetting<Value extends string> {
	readonly id: string;
	readonly label: string;
	readonly path: string;
	readonly advanced?: boolean;
	readonly given: Value | undefined;
	readonly fallback: Value;
	/** What the value is shown as, when not by its name. */
	readonly shown?: string;
	readonly options: readonly {readonly label: string; readonly value: Value}[];
	readonly typed?: ChoiceEdit['typed'];
	readonly note?: string;
	readonly change: (value: Value) => Partial<Spec>;
}

/** An answer that is one of a few. */
export function choiceSetting<Value extends string>(of: ChoiceSetting<Value>): Setting {
	const {id, label, path, advanced = false, given, fallback, shown, options, typed, note, change} = of;
	return {
		id,
		label,
		path,
		advanced,
		value: shown ?? given ?? fallback,
		byDefault: given === undefined,
		...(note !== undefined && {note}),
		edit: {
			kind: 'choice',
			options,
			...(typed && {typed}),
			apply: (value) => ({kind: 'spec', spec: change(value as Value)}),
		},
	};
}

/** Words parted by blanks or commas. */
export function wordsIn(text: string): string[] {
	return text.split(/[\s,]+/).filter((word) => word !== '');
}

/** An object without those members that are undefined, empty text or empty lists; undefined when none is left. */
export function filled<Value extends object>(value: Value): Value | undefined {
	const members = Object.entries(value).filter(
		([, member]) => member !== undefined && member !== '' && !(Array.isArray(member) && member.length === 0),
	);
	return members.length === 0 ? undefined : (Object.fromEntries(members) as Value);
}
