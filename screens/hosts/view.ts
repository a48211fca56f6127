import type {ReadHosts} from '../../src/store/engine.ts';

/** What the hosts screen shows now. */
export type View =
	| {readonly kind: 'table'}
	| {readonly kind: 'add'}
	| {readonly kind: 'choose'; readonly read: ReadHosts}
	| {readonly kind: 'import'}
	| {readonly kind: 'scan'}
	| {readonly kind: 'login'}
	| {readonly kind: 'host'; readonly index: number}
	| {readonly kind: 'details'; readonly index: number}
	| {readonly kind: 'remove'; readonly index: number}
	| {readonly kind: 'keys'};

export type Show = (view: View) => void;
