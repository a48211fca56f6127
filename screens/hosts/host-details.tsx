import {Box, Text} from 'ink';
import {nameOf} from '../../src/store/draft.ts';
import {useRoom} from '../parts/frame.tsx';
import {useLook} from '../parts/look.tsx';
import {Scroll} from '../parts/scroll.tsx';
import {useActions, useWizard} from '../parts/store-context.tsx';
import {clonesAmong} from './clones.ts';
import {detailLines} from './detail-lines.ts';
import type {Show} from './view.ts';

/** All that is known of one host, or the whole reason why it can't be used. */
export function HostDetails({index, show}: {readonly index: number; readonly show: Show}) {
	const {words} = useLook();
	const {rows, columns} = useRoom();
	const {checkHosts} = useActions();
	const keys = useWizard((state) => state.keys);
	const host = useWizard((state) => state.draft.hosts[index]);
	const common = useWizard((state) => state.draft.spec.ssh);
	const tests = useWizard((state) => state.tests);
	const name = host ? nameOf(host) : '';
	const lines = host ? detailLines({host, common, test: tests[name], twins: clonesAmong(tests).get(name)}, columns - 2, words) : [];
	return (
		<Box flexDirection="column">
			<Text bold wrap="truncate">
				{host ? `${name}  ` : ''}
				<Text dimColor>{host?.address ?? ''}</Text>
			</Text>
			<Box height={1} flexShrink={0} />
			<Scroll
				rows={rows - 2}
				focused
				bindings={[
					{keys: ['esc', 'enter'], label: words.keys.close, run: () => show({kind: 'table'})},
					{
						keys: ['t'],
						label: words.hosts.keys.test,
						run: () => {
							void checkHosts();
							// Where the answers come in, and the host keys that may have to be accepted first.
							show({kind: 'table'});
						},
					},
					{keys: ['e'], label: words.hosts.keys.edit, run: () => show({kind: 'host', index})},
					{keys: ['l'], label: words.hosts.keys.login, run: () => show({kind: 'login'})},
					{
						keys: ['f'],
						label: words.hosts.keys.hostKeys,
						run: () => show({kind: 'keys'}),
						disabled: keys.kind === 'here' ? undefined : words.hosts.hostKeys.notAsked,
						quiet: keys.kind !== 'here' || keys.value.unknown.length === 0,
					},
					{keys: ['x', 'delete'], label: words.hosts.keys.remove, run: () => show({kind: 'remove', index})},
				]}
			>
				{lines.map((line, at) => ({
					key: String(at),
					row: (
						<Text wrap="truncate" bold={line.tone === 'bold'} color={line.tone === 'red' ? 'red' : ''}>
							{line.text}
						</Text>
					),
				}))}
			</Scroll>
		</Box>
	);
}
