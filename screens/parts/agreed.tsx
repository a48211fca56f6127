import {Box} from 'ink';
import {useState} from 'react';
import {Choice} from './confirm.tsx';
import {useKeys} from './keys.tsx';
import {useLook} from './look.tsx';

interface Props {
	/** The safe answer; it has the focus first. */
	readonly safe: string;
	readonly act: string;
	readonly onSafe: () => void;
	readonly onAct: () => void;
}

/** A yes under something that was shown whole: Enter alone takes the safe answer. Up and down are left to what is scrolled. */
export function Agreed({safe, act, onSafe, onAct}: Props) {
	const {words} = useLook();
	const [acting, setActing] = useState(false);
	useKeys({
		bindings: [
			{keys: ['enter'], label: words.keys.choose, run: () => (acting ? onAct() : onSafe())},
			{keys: ['left', 'right', 'tab', 'shift+tab'], label: words.keys.move, run: () => setActing((old) => !old)},
			{keys: ['esc'], label: safe, run: onSafe},
		],
	});
	return (
		<Box gap={3} flexShrink={0} aria-role="radiogroup">
			<Choice text={safe} chosen={!acting} />
			<Choice text={act} chosen={acting} />
		</Box>
	);
}
