import {useLook} from '../parts/look.tsx';
import {TextField} from '../parts/text-field.tsx';

interface Props {
	readonly label: string;
	readonly path: string;
	readonly onSubmit: (path: string) => void;
	readonly onClose: () => void;
}

/** Asks where something is to be written; relative paths begin where kubewiz was started. */
export function PathField({label, path, onSubmit, onClose}: Props) {
	const {words} = useLook();
	return (
		<TextField
			label={label}
			value={path}
			focused
			submitLabel={words.keys.confirm}
			onSubmit={(typed) => typed.trim() !== '' && onSubmit(typed.trim())}
			bindings={[{keys: ['esc'], label: words.keys.close, run: onClose}]}
		/>
	);
}
