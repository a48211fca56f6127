import type {Failure} from '../../src/events/event.ts';
import {Confirm} from '../parts/confirm.tsx';
import {useRoom} from '../parts/frame.tsx';
import {useLook} from '../parts/look.tsx';
import {Menu} from '../parts/menu.tsx';
import {useActions} from '../parts/store-context.tsx';
import {MendQuestion} from './mend-question.tsx';
import {StopQuestion} from './stop-question.tsx';
import type {Question} from './view.ts';

interface Props {
	readonly asked: Question;
	readonly workers: readonly string[];
	readonly failures: readonly Failure[];
	readonly onDone: () => void;
	readonly onPick: (host: string) => void;
	/** Leaves kubewiz; jobs on the hosts go on. */
	readonly onLeave: () => void;
}

/** The questions of the install screen; each begins with the answer that changes nothing. */
export function Questions({asked, workers, failures, onDone, onPick, onLeave}: Props) {
	const {words} = useLook();
	const room = useRoom();
	const {drain, setAside, mend} = useActions();
	const then = (act: () => void) => () => {
		act();
		onDone();
	};
	switch (asked.kind) {
		case 'stop':
			return <StopQuestion onStay={onDone} onDrain={then(drain)} onLeave={onLeave} />;
		case 'pick-aside':
			return (
				<Menu
					title={words.install.pickAside}
					items={workers.map((name) => ({label: name, value: name}))}
					onChoose={onPick}
					onClose={onDone}
				/>
			);
		case 'set-aside':
			return (
				<Confirm
					title={words.install.setAsideTitle(asked.host)}
					lines={words.install.setAsideLines}
					safe={words.install.keepHost}
					act={words.install.setAside}
					onSafe={onDone}
					onAct={then(() => setAside(asked.host))}
				/>
			);
		case 'mend': {
			const failure = failures[asked.at];
			return failure ? <MendQuestion failure={failure} {...room} onSafe={onDone} onAct={then(() => void mend(failure))} /> : null;
		}
	}
}
