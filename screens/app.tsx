import {Box, useApp} from 'ink';
import {useEffect, useMemo, useState} from 'react';
import {notReady} from '../src/store/navigation.ts';
import type {WizardStore} from '../src/store.ts';
import {screens} from './index.ts';
import {StopQuestion} from './install/stop-question.tsx';
import {Confirm} from './parts/confirm.tsx';
import {Frame} from './parts/frame.tsx';
import {Help} from './parts/help.tsx';
import {type Binding, KeyProvider, KeyRegistry, useKeys} from './parts/keys.tsx';
import {type Look, LookProvider, useLook} from './parts/look.tsx';
import {useRepaint} from './parts/repaint.ts';
import {StoreProvider, useActions, useWizard} from './parts/store-context.tsx';
import {useTerminal} from './parts/terminal.ts';
import {underWay} from './parts/under-way.tsx';

interface Props {
	readonly store: WizardStore;
	readonly look: Look;
}

/** The wizard: one screen at a time in the shared frame. */
export function App({store, look}: Props) {
	const registry = useMemo(() => new KeyRegistry(), []);
	return (
		<StoreProvider store={store}>
			<LookProvider look={look}>
				<KeyProvider registry={registry}>
					<Wizard registry={registry} />
				</KeyProvider>
			</LookProvider>
		</StoreProvider>
	);
}

function Wizard({registry}: {readonly registry: KeyRegistry}) {
	const {exit} = useApp();
	useRepaint();
	const {suspend} = useTerminal();
	const {words} = useLook();
	const {back, notify, detach, drain, go} = useActions();
	const screen = useWizard((state) => state.draft.screen);
	const first = useWizard((state) => state.screens[0] === state.draft.screen);
	const simulation = useWizard((state) => state.simulation);
	const unkept = useWizard((state) => state.unkept);
	const under = useWizard(underWay);
	const why = useWizard((state) => notReady(state.draft.screen, state));
	const [over, setOver] = useState<{readonly kind: 'none' | 'quit'} | {readonly kind: 'help'; readonly bindings: readonly Binding[]}>({
		kind: 'none',
	});
	useEffect(() => {
		registry.onDisabled = (reason) => notify(words.keys.notNow(reason));
		registry.onPress = () => notify(undefined);
	}, [registry, notify, words]);
	const close = () => setOver({kind: 'none'});
	/** Jobs on the hosts go on; nobody waits here for the end of a run that nobody sees. */
	const leave = () => {
		detach();
		exit();
	};
	const stop = () => {
		drain();
		close();
		go('install');
	};
	// The review has no next screen of its own: its way on is the start.
	const toInstall = under === 'going' && screen === 'review';
	useKeys({
		base: true,
		bindings: [
			...(first ? [] : [{keys: ['esc'], label: words.keys.back, run: back}]),
			// Where a screen has no such key of its own, or something lies open on it, the key still answers.
			toInstall
				? {keys: ['n', 'ctrl+n'], label: words.install.toInstall, run: () => go('install')}
				: {
						keys: ['n', 'ctrl+n'],
						label: words.keys.next,
						run: () => {},
						disabled: why ? words.notReady[why] : words.nextIs[screen],
						quiet: true,
						goesOn: why !== undefined && screen !== 'install',
					},
			{keys: ['q', 'ctrl+c'], label: words.keys.quit, run: () => setOver({kind: 'quit'}), quiet: true},
			{keys: ['ctrl+z'], label: words.keys.suspend, run: suspend, quiet: true},
			{keys: ['?'], label: words.keys.help, run: () => setOver({kind: 'help', bindings: registry.bindings()})},
		],
	});
	const saved = unkept === undefined ? words.quit.saved : words.quit.unkept(words.say(unkept));
	const means = simulation ? words.quit.simulated : saved;
	const Screen = screens[screen];
	return (
		<Frame>
			{over.kind === 'help' && <Help title={words.keys.helpTitle(words.screens[screen])} bindings={over.bindings} onClose={close} />}
			{over.kind === 'quit' && under !== undefined && <StopQuestion onStay={close} onDrain={stop} onLeave={leave} />}
			{over.kind === 'quit' && under === undefined && (
				<Confirm
					title={words.quit.title}
					lines={[means, words.quit.again]}
					safe={words.quit.stay}
					act={words.quit.leave}
					onSafe={close}
					onAct={leave}
					actKeys={['ctrl+c']}
				/>
			)}
			{/* Hidden and not taken away under a dialog: what was typed or chosen in it must not be lost. */}
			<Box flexDirection="column" flexGrow={1} display={over.kind === 'none' ? 'flex' : 'none'}>
				{Screen && <Screen />}
			</Box>
		</Frame>
	);
}
