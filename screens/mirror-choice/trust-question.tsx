import {Box, Text} from 'ink';
import {useLook} from '../parts/look.tsx';
import {TextField} from '../parts/text-field.tsx';

interface Props {
	readonly mirror: string;
	readonly trouble: string | undefined;
	readonly onTrust: () => void;
	readonly onClose: () => void;
}

/** Going on with a mirror that does not answer takes a typed word, so that nobody does it by a stray Enter. */
export function TrustQuestion({mirror, trouble, onTrust, onClose}: Props) {
	const {words} = useLook();
	const word = words.mirrors.trustWord;
	return (
		<Box flexDirection="column">
			<Text bold color="yellow">
				{words.mirrors.trustTitle(mirror)}
			</Text>
			{trouble && <Text wrap="wrap">{trouble}</Text>}
			<Text wrap="wrap">{words.mirrors.trustLine(word)}</Text>
			<TextField
				label={words.mirrors.trust}
				value=""
				focused
				submitLabel={words.keys.confirm}
				validate={(text) => (text === word ? undefined : words.mirrors.trustWrong(word))}
				onSubmit={onTrust}
				bindings={[{keys: ['esc'], label: words.keys.close, run: onClose}]}
			/>
		</Box>
	);
}
