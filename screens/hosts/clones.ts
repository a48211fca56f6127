import type {HostTest} from '../../src/store/engine.ts';

/** Hosts that say they are the same machine (machine-id(5)): clones of one image. By host, the others. */
export function clonesAmong(tests: Readonly<Record<string, HostTest>>): ReadonlyMap<string, readonly string[]> {
	const groups = Map.groupBy(
		Object.values(tests).filter((test) => test.kind === 'ok'),
		({facts}) => facts.machineId ?? '',
	);
	groups.delete('');
	const clones = new Map<string, readonly string[]>();
	for (const group of groups.values()) {
		const names = group.map(({host}) => host);
		if (names.length > 1)
			for (const name of names)
				clones.set(
					name,
					names.filter((other) => other !== name),
				);
	}
	return clones;
}
