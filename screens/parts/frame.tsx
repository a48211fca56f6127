import {Box, Text, useWindowSize} from 'ink';
import {createContext, type ReactNode, useContext} from 'react';
import {Breadcrumb} from './breadcrumb.tsx';
import {Footer} from './footer.tsx';
import {useBindings} from './keys.tsx';
import {useLook} from './look.tsx';
import {useWizard} from './store-context.tsx';
import {UnderWay} from './under-way.tsx';

/** Rows and columns that a screen's body has. */
export interface Room {
	readonly rows: number;
	readonly columns: number;
}

const RoomContext = createContext<Room>({rows: 18, columns: 80});

/** Room of the body, for slicing lists to what is seen. */
export function useRoom(): Room {
	return useContext(RoomContext);
}

const smallest = {columns: 60, rows: 15};

/** What every screen stands in: title, where one is, body, one line of notice or of why one can't go on, the keys valid now. */
export function Frame({children}: {readonly children: ReactNode}) {
	const {columns, rows} = useWindowSize();
	const {words, glyph, screenReader} = useLook();
	const name = useWizard(
		({draft, recorded}) => (draft.screen === 'install' || draft.screen === 'done' ? recorded?.cluster : undefined) ?? draft.name,
	);
	const simulation = useWizard((state) => state.simulation);
	const notice = useWizard((state) => state.notice);
	const notReady = useBindings().find((binding) => binding.goesOn)?.disabled;
	if (columns < smallest.columns || rows < smallest.rows) {
		return (
			<Box width="100%" height={rows} overflow="hidden">
				<Text wrap="wrap">{words.common.tooSmall(columns, rows)}</Text>
			</Box>
		);
	}
	// Title, breadcrumb and rule above; notice and footer below.
	const room = {rows: rows - 5, columns};
	return (
		<Box flexDirection="column" width="100%" {...(screenReader ? {} : {height: rows, overflow: 'hidden' as const})}>
			<Box flexShrink={0} height={1} justifyContent="space-between">
				<Text bold wrap="truncate">
					{`kubewiz ${glyph('next')} ${name}`}
				</Text>
				{simulation && (
					<Text color="yellow" wrap="truncate">
						{words.common.simulation}
					</Text>
				)}
			</Box>
			<Breadcrumb />
			<Box flexShrink={0} height={1}>
				<UnderWay />
			</Box>
			<RoomContext.Provider value={room}>
				<Box flexDirection="column" height={room.rows} overflow="hidden">
					{children}
				</Box>
			</RoomContext.Provider>
			<Box flexShrink={0} height={1}>
				{notice === undefined && notReady !== undefined ? (
					<Text dimColor wrap="truncate">
						{words.keys.notReady(notReady)}
					</Text>
				) : (
					<Text color="yellow" wrap="truncate">
						{words.say(notice ?? '')}
					</Text>
				)}
			</Box>
			<Footer columns={columns} />
		</Box>
	);
}
