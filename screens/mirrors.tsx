import {Box, Text} from 'ink';
import {useEffect, useState} from 'react';
import {type OwnMirror, specOf} from '../src/cluster/own-mirrors.ts';
import type {MirrorPartsSpec} from '../src/cluster/schema/mirrors.ts';
import {ownMirrorsOf} from '../src/store/draft.ts';
import {type MirrorStanding, mirrorUses, rankMirrors, usable} from '../src/store/mirror-ranking.ts';
import {chosenMirrors, isOfMirrors, notReady, problemsOf} from '../src/store/navigation.ts';
import {labelled} from '../src/told.ts';
import {MirrorLine} from './mirror-choice/mirror-line.tsx';
import {OwnMirrorForm} from './mirror-choice/own-mirror.tsx';
import {TrustQuestion} from './mirror-choice/trust-question.tsx';
import {useRoom} from './parts/frame.tsx';
import type {Binding} from './parts/keys.tsx';
import {List} from './parts/list.tsx';
import {useLook} from './parts/look.tsx';
import {useNextKey} from './parts/next-key.tsx';
import {useActions, useWizard} from './parts/store-context.tsx';

type Row =
	| {readonly kind: 'head'; readonly use: (typeof mirrorUses)[number]}
	| {readonly kind: 'mirror'; readonly standing: MirrorStanding};

/** What tells a row from the others. */
function keyOf(
	row:
		| {readonly kind: 'head'; readonly use: string}
		| {readonly kind: 'mirror'; readonly standing: Pick<OwnMirror, 'use'> & {readonly mirror: string}},
): string {
	return row.kind === 'head' ? row.use : `${row.standing.use} ${row.standing.mirror}`;
}

/** Where packages and images come from: tried from the nodes, ranked, chosen per use. */
export function Mirrors() {
	const {words, glyph} = useLook();
	const {rows, columns} = useRoom();
	const actions = useActions();
	const draft = useWizard((state) => state.draft);
	const probes = useWizard((state) => state.probes);
	const why = useWizard((state) => notReady('mirrors', state));
	const [selected, select] = useState('');
	const [mode, setMode] = useState<'list' | 'own' | 'trust'>('list');
	const {probeMirrors} = actions;
	const asked = probes.running || probes.results.length > 0 || probes.problem !== undefined;
	useEffect(() => {
		if (!asked) void probeMirrors();
	}, [asked, probeMirrors]);
	useNextKey(why, mode === 'list');
	const problem = useWizard(problemsOf).find(isOfMirrors);
	const chosen = chosenMirrors({draft});
	const own = ownMirrorsOf(draft);
	const ranked = mirrorUses.map((use) => ({
		use,
		mirrors: rankMirrors(
			use,
			own.filter((mirror) => mirror.use === use).map((mirror) => mirror.url),
			probes.results,
		),
	}));
	const items: readonly Row[] = ranked.flatMap(({use, mirrors}) => [
		{kind: 'head' as const, use},
		...mirrors.map((standing) => ({kind: 'mirror' as const, standing})),
	]);
	// By what it is and not by its place: the ranking moves under the cursor while answers come in.
	const found = items.findIndex((item) => keyOf(item) === selected);
	const index = found < 0 ? Math.min(1, items.length - 1) : found;
	const row = items[index];
	const standing = row?.kind === 'mirror' ? row.standing : undefined;
	const use = row?.kind === 'head' ? row.use : (standing?.use ?? 'packages');
	const part = {packages: 'packages', images: 'images', 'docker-ce': 'dockerCE', registries: 'registries'} as const;
	const choose = (choice: MirrorStanding) => {
		const mirror = own.find(({use: its, url}) => its === choice.use && url === choice.mirror);
		actions.chooseMirror(mirror ? specOf(mirror) : ({[part[choice.use]]: choice.mirror} as MirrorPartsSpec));
	};
	if (mode === 'trust' && standing) {
		const trust = () => {
			setMode('list');
			choose(standing);
			actions.trustMirror(standing.mirror);
		};
		return (
			<TrustQuestion
				mirror={standing.mirror}
				trouble={standing.trouble === undefined ? undefined : words.say(standing.trouble)}
				onTrust={trust}
				onClose={() => setMode('list')}
			/>
		);
	}
	if (mode === 'own') {
		const add = (mirror: OwnMirror) => {
			setMode('list');
			select(keyOf({kind: 'mirror', standing: {use: mirror.use, mirror: mirror.url}}));
			actions.addOwnMirror(mirror);
		};
		return <OwnMirrorForm use={use} onAdd={add} onClose={() => setMode('list')} />;
	}
	const bad = standing !== undefined && standing.asked > 0 && usable(standing) < standing.asked;
	const chooseBest = () => {
		for (const {
			mirrors: [best],
		} of ranked)
			if (best && usable(best) > 0) choose(best);
	};
	const bindings: readonly Binding[] = [
		{
			keys: ['enter', 'space'],
			label: bad ? words.mirrors.trust : words.mirrors.choose,
			run: () => standing && (bad ? setMode('trust') : choose(standing)),
			disabled: standing ? undefined : words.mirrors.where[use],
		},
		{keys: ['o'], label: words.mirrors.own, run: () => setMode('own')},
		{keys: ['b'], label: words.mirrors.useBest, run: chooseBest},
		{keys: ['r'], label: words.mirrors.again, run: () => void probeMirrors()},
	];
	const docker = draft.spec.runtime?.package === 'containerd';
	return (
		<Box flexDirection="column">
			<Text wrap="truncate" color={probes.running ? 'cyan' : problem ? 'red' : ''}>
				{probes.running
					? `${glyph('checking')} ${words.mirrors.probing}`
					: problem
						? `${glyph('failed')} ${words.say(labelled(problem.path, problem.message))}`
						: words.say(probes.problem ?? ' ')}
			</Text>
			<List
				items={items}
				keyOf={keyOf}
				selected={index}
				onSelect={(at) => {
					const chosenRow = items[at];
					if (chosenRow) select(keyOf(chosenRow));
				}}
				rows={rows - 4}
				focused
				empty={words.common.none}
				bindings={bindings}
			>
				{(item) =>
					item.kind === 'head' ? (
						<Text
							bold
							wrap="truncate"
						>{`${words.mirrors.uses[item.use]}${item.use === 'docker-ce' && docker ? `  (${words.mirrors.notUsed})` : ''}`}</Text>
					) : (
						<MirrorLine standing={item.standing} chosen={chosen[item.standing.use] === item.standing.mirror} columns={columns - 4} />
					)
				}
			</List>
			<Text dimColor wrap="truncate">
				{words.say(standing?.trouble ?? words.mirrors.where[use])}
			</Text>
		</Box>
	);
}
