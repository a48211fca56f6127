import {Text} from 'ink';
import type {WizardState} from '../../src/store/state.ts';
import {useLook} from './look.tsx';
import {useWizard} from './store-context.tsx';

/** Is there an install, and does it go on or come to its end? */
export function underWay({handle, run, stopping}: Pick<WizardState, 'handle' | 'run' | 'stopping'>): 'going' | 'ending' | undefined {
	if (!handle || run.end) return undefined;
	return stopping ? 'ending' : 'going';
}

/** On every screen but its own: that an install is under way, how far it is, and the key that shows it. */
export function UnderWay() {
	const {words, glyph} = useLook();
	const how = useWizard((state) => (state.draft.screen === 'install' ? undefined : underWay(state)));
	const done = useWizard(({run}) => run.counts.done);
	const total = useWizard(({run}) => run.total);
	if (how === undefined) return null;
	const text = how === 'going' ? words.install.elsewhere(done, total) : words.install.endsElsewhere(done, total);
	return (
		<Text color="yellow" wrap="truncate">
			{`${glyph('running')} ${text}`}
		</Text>
	);
}
