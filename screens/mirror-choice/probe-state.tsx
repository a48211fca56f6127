import {Text} from 'ink';
import {isOfMirrors, problemsOf} from '../../src/store/navigation.ts';
import {labelled} from '../../src/told.ts';
import {useLook} from '../parts/look.tsx';
import {useWizard} from '../parts/store-context.tsx';

/** How far the nodes are with trying the mirrors, and what is wrong with the choice made. */
export function ProbeState() {
	const {words, glyph} = useLook();
	const probes = useWizard((state) => state.probes);
	const hosts = useWizard((state) => state.draft.hosts.length);
	const problem = useWizard(problemsOf).find(isOfMirrors);
	const answered = new Set(probes.results.map((probe) => probe.host)).size;
	if (probes.running)
		return (
			<Text color="cyan" wrap="truncate">{`${glyph('checking')} ${words.mirrors.probing(probes.results.length, answered, hosts)}`}</Text>
		);
	if (problem) {
		return <Text color="red" wrap="truncate">{`${glyph('failed')} ${words.say(labelled(problem.path, problem.message))}`}</Text>;
	}
	if (probes.done && answered === 0) return <Text color="yellow">{`${glyph('warning')} ${words.mirrors.nobody}`}</Text>;
	return <Text wrap="truncate">{words.say(probes.problem ?? ' ')}</Text>;
}
