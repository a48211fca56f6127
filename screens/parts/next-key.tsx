import type {NotReady} from '../../src/store/navigation.ts';
import {useKeys} from './keys.tsx';
import {useLook} from './look.tsx';
import {useActions} from './store-context.tsx';

/** The key that opens the next screen, the same everywhere; it says why it can't yet, in words of the screen's own where it knows more. */
export function useNextKey(why: NotReady | undefined, active = true, reason?: string): void {
	const {words} = useLook();
	const {next} = useActions();
	useKeys(
		{
			bindings: [
				{
					keys: ['n', 'ctrl+n'],
					label: words.keys.next,
					run: () => void next(),
					disabled: why && (reason ?? words.notReady[why]),
					goesOn: true,
				},
			],
		},
		active,
	);
}
