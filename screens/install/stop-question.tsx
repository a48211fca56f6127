import {Choices} from '../parts/choices.tsx';
import {useLook} from '../parts/look.tsx';

interface Props {
	readonly onStay: () => void;
	readonly onDrain: () => void;
	readonly onLeave: () => void;
}

/** Three ways out of a running install. A second Ctrl+C, as on the command line, leaves at once. */
export function StopQuestion({onStay, onDrain, onLeave}: Props) {
	const {words} = useLook();
	const text = words.install;
	return (
		<Choices
			title={text.stopTitle}
			lines={text.stopLines}
			ways={[
				{label: text.stay, act: onStay},
				{label: text.stopAct, act: onDrain},
				{label: text.leaveAct, act: onLeave},
			]}
		/>
	);
}
