import type {NotReady} from '../../src/store/navigation.ts';
import {useKeys} from './keys.tsx';
import {useLook} from './look.tsx';
import {useActions} from './store-context.tsx';

/** The key that opens the next screen, the same everywhere; it says why it can't yet. */
export function useNextKey(why: NotReady | undefined, active = true): void {
	const {words} = useLook();
	const {next} = useActions();
	useKeys(
		{
			bindings: [
				{keys: ['n', 'ctrl+n'], label: words.keys.next, run: () => void next(), disabled: why && words.notReady[why], goesOn: true},
			],
		},
		active,
	);
}
