import {useState} from 'react';

interface Picked {
	readonly has: (id: string) => boolean;
	readonly count: number;
	toggle(id: string): void;
	/** All of these, or none when all are picked already. */
	toggleAll(): void;
}

/** Which of several rows are chosen. Rows that come later are not chosen unless `initially` says so. */
export function usePicked(ids: readonly string[], initially: (id: string) => boolean): Picked {
	const [turned, turn] = useState<ReadonlySet<string>>(new Set());
	const has = (id: string) => initially(id) !== turned.has(id);
	const picked = ids.filter(has);
	return {
		has,
		count: picked.length,
		toggle: (id) => turn(turned.has(id) ? new Set([...turned].filter((other) => other !== id)) : new Set([...turned, id])),
		toggleAll: () => {
			const wanted = picked.length < ids.length;
			turn(new Set(ids.filter((id) => initially(id) !== wanted)));
		},
	};
}
