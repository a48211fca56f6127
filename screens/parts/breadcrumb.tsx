import {Box, Text, useWindowSize} from 'ink';
import stringWidth from 'string-width';
import {useLook} from './look.tsx';
import {useWizard} from './store-context.tsx';

/** The screens in order: those behind, the one open, those ahead. */
export function Breadcrumb() {
	const {words, glyph, screenReader} = useLook();
	const screens = useWizard((state) => state.screens);
	const open = useWizard((state) => state.draft.screen);
	const {columns} = useWindowSize();
	const at = screens.indexOf(open);
	const texts = screens.map((screen, index) => {
		const mark = index < at ? `${glyph('done')} ` : index === at ? `${screenReader ? words.common.now : glyph('selected')} ` : '';
		return `${index === 0 ? '' : ` ${glyph('next')} `}${mark}${words.screens[screen]}`;
	});
	// Where not all fit, those longest behind give way: the open one is always seen.
	const width = (from: number, to: number) => texts.slice(from, to).reduce((sum, text) => sum + stringWidth(text), from > 0 ? 2 : 0);
	let from = 0;
	while (from < at && width(from, Math.min(at + 2, texts.length)) > columns) from += 1;
	return (
		<Box flexShrink={0} height={1} overflow="hidden">
			<Text wrap="truncate">
				{from > 0 && `${glyph('more')}`}
				{texts.slice(from).map((text, offset) => (
					<Text key={screens[from + offset]} bold={from + offset === at} dimColor={from + offset > at}>
						{text}
					</Text>
				))}
			</Text>
		</Box>
	);
}
