import {Choices} from '../parts/choices.tsx';
import {useLook} from '../parts/look.tsx';

interface Props {
	readonly onStay: () => void;
	/** Begins no other; undefined where none would follow, or this was said already. */
	readonly onEnd?: (() => void) | undefined;
	readonly onCut: () => void;
}

/** Ways to stop a fix that runs: it may come to its end, or be cut off, which leaves behind what it did until then. */
export function StopFix({onStay, onEnd, onCut}: Props) {
	const {words} = useLook();
	const text = words.preflight;
	return (
		<Choices
			title={text.stopTitle}
			lines={[...(onEnd ? [text.endMeans] : []), text.cutMeans]}
			ways={[{label: text.goOn, act: onStay}, ...(onEnd ? [{label: text.end, act: onEnd}] : []), {label: text.cut, act: onCut}]}
		/>
	);
}
