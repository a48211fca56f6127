import type {NotReady} from '../../src/store/navigation.ts';
import {useKeys} from './keys.tsx';
import {useLook} from './look.tsx';
import {useActions, useWizard} from './store-context.tsx';
import {underWay} from './under-way.tsx';

/** The key that opens the next screen, the same everywhere; it says why it can't yet, in words of the screen's own where it knows more. While an install runs it goes back to that. */
export function useNextKey(why: NotReady | undefined, active = true, reason?: string): void {
	const {words} = useLook();
	const {next, go} = useActions();
	const running = useWizard((state) => underWay(state) === 'going');
	const keys = ['n', 'ctrl+n'];
	const binding = running
		? {keys, label: words.install.toInstall, run: () => go('install')}
		: {
				keys,
				label: words.keys.next,
				run: () => void next(),
				disabled: why && (reason ?? words.notReady[why]),
				goesOn: true,
			};
	useKeys({bindings: [binding]}, active);
}
