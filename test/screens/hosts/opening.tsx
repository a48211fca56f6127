import {afterEach} from 'vitest';
import {App} from '../../../screens/app.tsx';
import {type Language, wordsOf} from '../../../screens/text/words.ts';
import type {HostSpec} from '../../../src/cluster/schema/host.ts';
import {type Draft, emptyDraft} from '../../../src/store/draft.ts';
import type {WizardEngine} from '../../../src/store/engine.ts';
import {createWizardStore} from '../../../src/store.ts';
import {memoryKeeper} from '../engine.ts';
import type {HostsEngineDouble} from '../hosts-engine-double.ts';
import {type Mounted, mount} from '../term.ts';

export const keys = {down: '\u001B[B', esc: '\u001B', enter: '\r', paste: (text: string) => `\u001B[200~${text}\u001B[201~`};

export const three: readonly HostSpec[] = [
	{name: 'cp1', address: '10.0.0.11'},
	{name: 'w1', address: '10.0.0.12'},
	{name: 'w2', address: '10.0.0.13'},
];

interface Opening {
	readonly hosts?: readonly HostSpec[];
	readonly columns?: number;
	readonly rows?: number;
	readonly language?: Language;
	readonly ascii?: boolean;
	readonly draft?: Partial<Draft>;
	readonly engine?: Partial<WizardEngine>;
}

const open: Mounted[] = [];
afterEach(async () => {
	for (const shown of open.splice(0)) await shown.unmount();
});

/** The wizard on its hosts screen, in front of a double of the engine; taken away after the test. */
export function start(
	double: HostsEngineDouble,
	{hosts = [], language = 'en', ascii = false, draft = {}, engine = {}, ...size}: Opening = {},
) {
	const keeper = memoryKeeper({...emptyDraft, hosts, ...draft});
	const store = createWizardStore(double.engine(engine), keeper, () => 0);
	const look = {words: wordsOf(language), ascii, colour: false};
	const shown = mount(<App store={store} look={look} />, size);
	open.push(shown);
	return {shown, store, keeper, words: look.words.hosts};
}

export const hostAddresses = (store: ReturnType<typeof start>['store']) => store.getState().draft.hosts.map((host) => host.address);
