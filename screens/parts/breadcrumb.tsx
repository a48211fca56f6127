import {Box, Text} from 'ink';
import {useLook} from './look.tsx';
import {useWizard} from './store-context.tsx';

/** The screens in order: those behind, the one open, those ahead. */
export function Breadcrumb() {
	const {words, glyph} = useLook();
	const screens = useWizard((state) => state.screens);
	const open = useWizard((state) => state.draft.screen);
	const at = screens.indexOf(open);
	return (
		<Box flexShrink={0} height={1} overflow="hidden">
			<Text wrap="truncate">
				{screens.map((screen, index) => {
					const mark = index < at ? `${glyph('done')} ` : index === at ? `${glyph('selected')} ` : '';
					const separator = index === 0 ? '' : ` ${glyph('next')} `;
					return (
						<Text key={screen} bold={index === at} dimColor={index > at}>
							{`${separator}${mark}${words.screens[screen]}`}
						</Text>
					);
				})}
			</Text>
		</Box>
	);
}
