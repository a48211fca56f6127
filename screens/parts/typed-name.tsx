import type {Binding} from './keys.tsx';
import {useLook} from './look.tsx';
import {TextField} from './text-field.tsx';

interface Props {
	/** Of the host or the cluster that something is taken away from. */
	readonly name: string;
	readonly act: string;
	readonly safe: string;
	readonly onSafe: () => void;
	readonly onAct: () => void;
	readonly bindings?: readonly Binding[];
}

/** The last question before something is taken away: only the name, typed to its last letter, acts. Esc leaves all as it is. */
export function TypedName({name, act, safe, onSafe, onAct, bindings = []}: Props) {
	const {words} = useLook();
	return (
		<TextField
			label={words.common.typeName(name)}
			value=""
			focused
			submitLabel={act}
			validate={(typed) => (typed === name ? undefined : words.common.notThatName(name))}
			onSubmit={onAct}
			bindings={[{keys: ['esc'], label: safe, run: onSafe}, ...bindings]}
		/>
	);
}
