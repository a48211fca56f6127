import {Box, Text} from 'ink';
import type {EventBody} from '../../src/events/event.ts';
import {useLook} from '../parts/look.tsx';

/** Why an install could not begin, in the words the command line uses. */
export function Refused({refusal}: {readonly refusal: Extract<EventBody, {type: 'error'}>}) {
	const {words, glyph} = useLook();
	return (
		<Box flexDirection="column">
			<Text bold color="red">{`${glyph('failed')} ${words.install.refused}`}</Text>
			<Text>{refusal.host ? `${refusal.host}: ${words.say(refusal.message)}` : words.say(refusal.message)}</Text>
			{refusal.details.map(words.say).map((line) => (
				<Text key={line} wrap="wrap">{`  ${line}`}</Text>
			))}
		</Box>
	);
}
