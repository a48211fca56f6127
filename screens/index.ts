import type {ComponentType} from 'react';
import type {ScreenId} from '../src/store/draft.ts';

/** The screens by id; their order is that of `screenIds` in the store. */
export const screens: Readonly<Partial<Record<ScreenId, ComponentType>>> = {};
