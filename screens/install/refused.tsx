import {Box, Text} from 'ink';
import type {EventBody} from '../../src/events/event.ts';
import {useLook} from '../parts/look.tsx';

interface Props {
	readonly refusal: Extract<EventBody, {type: 'error'}>;
	/** It was under way already. */
	readonly begun: boolean;
}

/** Why an install could not begin or broke off, in the words the command line uses. */
export function Refused({refusal, begun}: Props) {
	const {words, glyph} = useLook();
	return (
		<Box flexDirection="column">
			<Text bold color="red">{`${glyph('failed')} ${begun ? words.install.brokeOff : words.install.refused}`}</Text>
			<Text>{refusal.host ? `${refusal.host}: ${words.say(refusal.message)}` : words.say(refusal.message)}</Text>
			{refusal.details.map(words.say).map((line) => (
				<Text key={line} wrap="wrap">{`  ${line}`}</Text>
			))}
		</Box>
	);
}
