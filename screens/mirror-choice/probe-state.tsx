import {Box, Text} from 'ink';
import {isOfMirrors, problemsOf} from '../../src/store/navigation.ts';
import {labelled} from '../../src/told.ts';
import {useLook} from '../parts/look.tsx';
import {useWizard} from '../parts/store-context.tsx';
import {wrapCells} from '../parts/wrap.ts';

/** Rows an error takes at most. */
const mostRows = 4;

/** What is wrong with the choice, in lines of at most `columns` cells; none when nothing is. */
export function useMirrorProblem(columns: number): readonly string[] {
	const {words, glyph} = useLook();
	const problem = useWizard(problemsOf).find(isOfMirrors);
	const running = useWizard((state) => state.probes.running);
	if (!problem || running) return [];
	return wrapCells(words.say(labelled(problem.path, problem.message)), columns - 3)
		.slice(0, mostRows)
		.map((line, at) => `${at === 0 ? glyph('failed') : ' '} ${line}`);
}

/** How far the nodes are with trying the mirrors, and what is wrong with the choice made. */
export function ProbeState({problem}: {readonly problem: readonly string[]}) {
	const {words, glyph} = useLook();
	const probes = useWizard((state) => state.probes);
	const hosts = useWizard((state) => state.draft.hosts.length);
	const answered = new Set(probes.results.map((probe) => probe.host)).size;
	if (probes.running)
		return (
			<Text color="cyan" wrap="truncate">{`${glyph('checking')} ${words.mirrors.probing(probes.results.length, answered, hosts)}`}</Text>
		);
	if (problem.length > 0)
		return (
			<Box flexDirection="column" flexShrink={0}>
				{problem.map((line) => (
					<Text key={line} color="red" wrap="truncate">
						{line}
					</Text>
				))}
			</Box>
		);
	if (probes.done && answered === 0) return <Text color="yellow">{`${glyph('warning')} ${words.mirrors.nobody}`}</Text>;
	return <Text wrap="truncate">{words.say(probes.problem ?? ' ')}</Text>;
}
