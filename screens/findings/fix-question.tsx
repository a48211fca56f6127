import {Confirm} from '../parts/confirm.tsx';
import {useLook} from '../parts/look.tsx';

interface Props {
	readonly fixes: readonly {readonly title: string; readonly command: string; readonly hosts: readonly string[]}[];
	readonly rows: number;
	readonly onSafe: () => void;
	readonly onAct: () => void;
}

/** Fixes are shown, command by command, before they run. */
export function FixQuestion({fixes, rows, onSafe, onAct}: Props) {
	const {words, glyph} = useLook();
	const [only] = fixes;
	const lines = fixes.flatMap((fix) => [
		...(fixes.length > 1 ? [fix.title] : []),
		words.preflight.fixHosts(fix.hosts.join(', ')),
		...fix.command
			.trim()
			.split('\n')
			.map((line) => `  $ ${line.trim()}`),
	]);
	const room = Math.max(3, rows - 8);
	const shown = lines.length > room ? [...lines.slice(0, room - 1), `  ${glyph('more')}`] : lines;
	return (
		<Confirm
			title={fixes.length === 1 && only ? words.preflight.fixTitle(only.title) : words.preflight.fixAllTitle}
			lines={shown}
			safe={words.preflight.doNot}
			act={words.preflight.runIt}
			onSafe={onSafe}
			onAct={onAct}
		/>
	);
}
