import {useLook} from './look.tsx';
import {TextField} from './text-field.tsx';

interface Props {
	readonly label: string;
	readonly value: string;
	readonly onChange: (value: string) => void;
	/** Enter: the text stays in force. */
	readonly onDone: () => void;
	/** Esc. */
	readonly onClose: () => void;
}

/** What rows are searched or filtered by, in force with every letter. */
export function SearchField({label, value, onChange, onDone, onClose}: Props) {
	const {words} = useLook();
	return (
		<TextField
			label={label}
			value={value}
			focused
			submitLabel={words.keys.confirm}
			onChange={onChange}
			onSubmit={onDone}
			bindings={[{keys: ['esc'], label: words.keys.close, run: onClose}]}
		/>
	);
}
