import {useMemo} from 'react';
import type {Facts} from '../../src/cluster/facts.ts';
import {useWizard} from '../parts/store-context.tsx';

/** Facts by the name of the node; undefined for a host that was not reached. */
export type FactsByName = Readonly<Record<string, Facts | undefined>>;

/** What the hosts said when they were tested. */
export function useFacts(): FactsByName {
	const tests = useWizard((state) => state.tests);
	return useMemo(
		() => Object.fromEntries(Object.entries(tests).map(([name, test]) => [name, test.kind === 'ok' ? test.facts : undefined])),
		[tests],
	);
}
