import type {ComponentType} from 'react';
import type {ScreenId} from '../src/store/draft.ts';
import {Done} from './done.tsx';
import {Hosts} from './hosts.tsx';
import {Install} from './install.tsx';
import {Mirrors} from './mirrors.tsx';
import {Preflight} from './preflight.tsx';
import {Resume} from './resume.tsx';
import {Review} from './review.tsx';
import {Topology} from './topology.tsx';

/** The screens by id; their order is that of `screenIds` in the store. */
export const screens: Readonly<Partial<Record<ScreenId, ComponentType>>> = {
	resume: Resume,
	hosts: Hosts,
	preflight: Preflight,
	topology: Topology,
	mirrors: Mirrors,
	review: Review,
	install: Install,
	done: Done,
};
