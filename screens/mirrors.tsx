import {Box, Text} from 'ink';
import {useEffect, useState} from 'react';
import {type MirrorStanding, mirrorUses, rankMirrors, usable} from '../src/store/mirror-ranking.ts';
import {chosenMirrors, notReady} from '../src/store/navigation.ts';
import {MirrorLine} from './mirror-choice/mirror-line.tsx';
import {TrustQuestion} from './mirror-choice/trust-question.tsx';
import {useRoom} from './parts/frame.tsx';
import type {Binding} from './parts/keys.tsx';
import {List} from './parts/list.tsx';
import {useLook} from './parts/look.tsx';
import {useNextKey} from './parts/next-key.tsx';
import {useActions, useWizard} from './parts/store-context.tsx';
import {TextField} from './parts/text-field.tsx';

type Row =
	| {readonly kind: 'head'; readonly use: (typeof mirrorUses)[number]}
	| {readonly kind: 'mirror'; readonly standing: MirrorStanding};

/** Where packages and images come from: tried from the nodes, ranked, chosen per use. */
export function Mirrors() {
	const {words, glyph} = useLook();
	const {rows, columns} = useRoom();
	const actions = useActions();
	const draft = useWizard((state) => state.draft);
	const probes = useWizard((state) => state.probes);
	const why = useWizard((state) => notReady('mirrors', state));
	const [selected, select] = useState(1);
	const [mode, setMode] = useState<'list' | 'own' | 'trust'>('list');
	const {probeMirrors} = actions;
	const asked = probes.running || probes.results.length > 0 || probes.problem !== undefined;
	useEffect(() => {
		if (!asked) void probeMirrors();
	}, [asked, probeMirrors]);
	useNextKey(why, mode === 'list');
	const chosen = chosenMirrors({draft});
	const ranked = mirrorUses.map((use) => ({
		use,
		mirrors: rankMirrors(
			use,
			draft.ownMirrors.filter((own) => own.use === use).map((own) => own.url),
			probes.results,
		),
	}));
	const items: readonly Row[] = ranked.flatMap(({use, mirrors}) => [
		{kind: 'head' as const, use},
		...mirrors.map((standing) => ({kind: 'mirror' as const, standing})),
	]);
	const row = items[Math.min(selected, items.length - 1)];
	const standing = row?.kind === 'mirror' ? row.standing : undefined;
	const use = row?.kind === 'head' ? row.use : (standing?.use ?? 'packages');
	const part = {packages: 'packages', images: 'images', 'docker-ce': 'dockerCE', registries: 'registries'} as const;
	const choose = (choice: MirrorStanding) =>
		actions.chooseMirror(choice.use, {
			[part[choice.use]]: choice.mirror.includes('/') && choice.use === 'images' ? {repository: choice.mirror} : choice.mirror,
		});
	if (mode === 'trust' && standing) {
		const trust = () => {
			setMode('list');
			choose(standing);
			actions.trustMirror(standing.mirror);
		};
		return <TrustQuestion mirror={standing.mirror} trouble={standing.trouble} onTrust={trust} onClose={() => setMode('list')} />;
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
		{keys: ['o'], label: words.mirrors.own, run: () => setMode('own'), disabled: use === 'images' ? undefined : words.mirrors.ownNeedsFile},
		{keys: ['b'], label: words.mirrors.useBest, run: chooseBest},
		{keys: ['r'], label: words.mirrors.again, run: () => void probeMirrors()},
	];
	const docker = draft.spec.runtime?.package === 'containerd';
	return (
		<Box flexDirection="column">
			<Text wrap="truncate" color={probes.running ? 'cyan' : ''}>
				{probes.running ? `${glyph('checking')} ${words.mirrors.probing}` : (probes.problem ?? ' ')}
			</Text>
			<List
				items={items}
				keyOf={(item) => (item.kind === 'head' ? item.use : `${item.standing.use} ${item.standing.mirror}`)}
				selected={Math.min(selected, items.length - 1)}
				onSelect={select}
				rows={rows - 4}
				focused={mode === 'list'}
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
			{mode === 'own' && (
				<TextField
					label={words.mirrors.ownLabel}
					value=""
					example="registry.lan:5000/google_containers"
					focused
					submitLabel={words.keys.confirm}
					validate={(text) => (/^[a-z0-9][a-z0-9.:/_-]+$/.test(text) ? undefined : words.mirrors.ownProblem)}
					onSubmit={(url) => {
						actions.addOwnMirror(use, url);
						setMode('list');
						void probeMirrors();
					}}
					bindings={[{keys: ['esc'], label: words.keys.close, run: () => setMode('list')}]}
				/>
			)}
			<Text dimColor wrap="truncate">
				{standing?.trouble ?? words.mirrors.where[use]}
			</Text>
		</Box>
	);
}
