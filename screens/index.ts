import type {ComponentType} from 'react';
import type {ScreenId} from '../src/store/draft.ts';
import {Install} from './install.tsx';

/** The screens by id; their order is that of `screenIds` in the store. */
export const screens: Readonly<Partial<Record<ScreenId, ComponentType>>> = {install: Install};
