import {useLook} from '../parts/look.tsx';
import {quoted} from '../parts/shell-lines.ts';
import {useActions, useWizard} from '../parts/store-context.tsx';
import type {Writing} from './written.tsx';

/** Saves the answers, or exports the plan, and tells where it is and what can be done with it. */
export function useWriting(onWritten: (writing: Writing) => void): {
	readonly save: (path: string) => Promise<void>;
	readonly exportTo: (directory: string) => Promise<void>;
} {
	const {words} = useLook();
	const {saveSpec, exportShell} = useActions();
	const simulation = useWizard((state) => state.simulation);
	const text = words.review;
	return {
		async save(path) {
			const written = await saveSpec(path.replace(/^!/, ''), path.startsWith('!'));
			if (written !== undefined) onWritten({title: text.saved, command: `kubewiz apply -f ${quoted(written)}`, lines: text.savedHow});
		},
		async exportTo(directory) {
			const written = await exportShell(directory);
			if (written === undefined) return;
			const lines = simulation ? [...text.exportedHow, text.exportedSimulation] : text.exportedHow;
			onWritten({title: text.exported, command: `less ${quoted(`${written}/README.md`)}`, lines});
		},
	};
}
