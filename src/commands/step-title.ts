import {steps} from '../../steps/index.ts';
import type {Said} from '../told.ts';

const titles = new Map(steps.map(({id, title}) => [id, title]));

/** What a step is called; the id itself where it is a step of another kubewiz, as an old record may name. */
export function stepTitle(id: string): Said {
	return titles.get(id) ?? id;
}
