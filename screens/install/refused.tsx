import {Box, Text} from 'ink';
import type {EventBody} from '../../src/events/event.ts';
import {useRoom} from '../parts/frame.tsx';
import {useLook} from '../parts/look.tsx';
import {wrapCells} from '../parts/wrap.ts';

interface Props {
	readonly refusal: Extract<EventBody, {type: 'error'}>;
	/** It was under way already. */
	readonly begun: boolean;
}

/** Why an install could not begin or broke off, in the words the command line uses. */
export function Refused({refusal, begun}: Props) {
	const {words, glyph} = useLook();
	const {columns} = useRoom();
	return (
		<Box flexDirection="column">
			<Text bold color="red">{`${glyph('failed')} ${begun ? words.install.brokeOff : words.install.refused}`}</Text>
			<Text>{refusal.host ? `${refusal.host}: ${words.say(refusal.message)}` : words.say(refusal.message)}</Text>
			{refusal.details
				.flatMap((line) => wrapCells(words.say(line), columns - 3))
				.map((line, at) => (
					// biome-ignore lint/suspicious/noArrayIndexKey: lines of a text that does not change
					<Text key={at}>{`  ${line}`}</Text>
				))}
		</Box>
	);
}
