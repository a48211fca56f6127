import {Box, Text} from 'ink';
import {useEffect, useState} from 'react';
import type {OwnMirror} from '../src/cluster/own-mirrors.ts';
import type {MirrorUse} from '../src/store/engine.ts';
import {isNone, type MirrorStanding} from '../src/store/mirror-ranking.ts';
import {notReady, trusted} from '../src/store/navigation.ts';
import {MirrorHead, MirrorLine} from './mirror-choice/mirror-line.tsx';
import {OwnMirrorForm} from './mirror-choice/own-mirror.tsx';
import {ProbeState, useMirrorProblem} from './mirror-choice/probe-state.tsx';
import {TrustQuestion} from './mirror-choice/trust-question.tsx';
import {useMirrors} from './mirror-choice/use-mirrors.ts';
import {UsedFor} from './mirror-choice/used-for.tsx';
import {useRoom} from './parts/frame.tsx';
import {List} from './parts/list.tsx';
import {useLook} from './parts/look.tsx';
import {useNextKey} from './parts/next-key.tsx';
import {useActions, useWizard} from './parts/store-context.tsx';
import {useFacts} from './topology/use-facts.ts';

type Row =
	| {readonly kind: 'head'; readonly use: MirrorUse}
	| {readonly kind: 'mirror'; readonly standing: MirrorStanding; readonly proposed: boolean};

/** What tells a row from the others. */
function keyOf(row: Row): string {
	return row.kind === 'head' ? row.use : nameOf(row.standing.use, row.standing.mirror);
}

function nameOf(use: MirrorUse, mirror: string): string {
	return `${use} ${mirror}`;
}

/** Lines of "where each choice is used", where the screen has room for them. */
const usedRows = 5;

/** Cells that a line takes at most: beyond them the eye loses it. */
const widest = 100;

/** Where packages and images come from: tried from the nodes, ranked, chosen per use. */
export function Mirrors() {
	const {words} = useLook();
	const {rows, columns} = useRoom();
	const {addOwnMirror, probeMirrors, trustMirror} = useActions();
	const {ranked, chosen, version, lacks, choose, chooseProposed} = useMirrors();
	const probes = useWizard((state) => state.probes);
	const resolved = useWizard((state) => state.resolved);
	const trustedMirrors = useWizard((state) => state.draft.trustedMirrors);
	const problem = useMirrorProblem(columns);
	const os = Object.values(useFacts()).find((facts) => facts !== undefined)?.os;
	const distribution = useWizard((state) => state.draft.spec.runtime?.package === 'containerd');
	const why = useWizard((state) => notReady('mirrors', state));
	const [selected, select] = useState('');
	const [mode, setMode] = useState<'list' | 'own' | 'trust'>('list');
	const asked = probes.running || probes.done || probes.problem !== undefined;
	useEffect(() => {
		if (!asked) void probeMirrors();
	}, [asked, probeMirrors]);
	useNextKey(why, mode === 'list');
	const items = ranked.flatMap(({use, mirrors, proposed}): readonly Row[] => [
		{kind: 'head', use},
		...mirrors.map((standing) => ({kind: 'mirror' as const, standing, proposed: standing.mirror === proposed})),
	]);
	// By what it is and not by its place: the ranking moves under the cursor while answers come in.
	const found = items.findIndex((item) => keyOf(item) === selected);
	const index = found < 0 ? Math.min(1, items.length - 1) : found;
	const row = items[index];
	const standing = row?.kind === 'mirror' ? row.standing : undefined;
	const use = row?.kind === 'head' ? row.use : (standing?.use ?? 'packages');
	const close = () => setMode('list');
	if (mode === 'trust' && standing) {
		const trust = () => {
			close();
			if (chosen[standing.use] !== standing.mirror) choose(standing);
			trustMirror(standing.use, standing.mirror);
		};
		const trouble = words.say(standing.trouble ?? words.mirrors.notTried);
		return <TrustQuestion mirror={standing.mirror} trouble={trouble} onTrust={trust} onClose={close} />;
	}
	if (mode === 'own') {
		const add = (mirror: OwnMirror) => {
			close();
			select(nameOf(mirror.use, mirror.url));
			addOwnMirror(mirror);
		};
		return <OwnMirrorForm use={use} onAdd={add} onClose={close} />;
	}
	const useless = standing !== undefined && !isNone(standing) && standing.usable < Math.max(standing.asked, probes.running ? 0 : 1);
	// What was agreed to once is not asked again.
	const agreed = standing !== undefined && trustedMirrors.includes(trusted(standing.use, standing.mirror));
	const bad = useless && !agreed;
	const unusable = standing && lacks(standing) ? words.mirrors.lacksVersion(standing.mirror, version) : undefined;
	const roomy = rows >= 16 && 'cluster' in resolved;
	return (
		<Box flexDirection="column">
			<ProbeState problem={problem} />
			<List
				items={items}
				keyOf={keyOf}
				selected={index}
				onSelect={(at) => {
					const next = items[at];
					if (next) select(keyOf(next));
				}}
				rows={rows - 1 - Math.max(1, problem.length) - (roomy ? usedRows + 1 : 0)}
				focused
				empty={words.common.none}
				bindings={[
					{
						keys: ['enter', 'space'],
						label: bad ? words.mirrors.trust : words.mirrors.choose,
						run: () => standing && (bad ? setMode('trust') : choose(standing)),
						disabled: standing ? unusable : words.mirrors.where[use],
					},
					{keys: ['o'], label: words.mirrors.own, run: () => setMode('own')},
					{keys: ['b'], label: words.mirrors.useBest, run: chooseProposed},
					{keys: ['r'], label: words.mirrors.again, run: () => void probeMirrors()},
				]}
			>
				{(item) =>
					item.kind === 'head' ? (
						<MirrorHead
							title={`${words.mirrors.uses[item.use]}${item.use === 'docker-ce' && distribution ? ` ${words.common.aside(words.mirrors.notUsed)}` : ''}`}
							version={item.use === 'packages' || item.use === 'images' ? version : undefined}
							columns={Math.min(columns - 3, widest)}
						/>
					) : (
						<MirrorLine
							standing={item.standing}
							chosen={chosen[item.standing.use] === item.standing.mirror}
							proposed={item.proposed}
							lacks={lacks(item.standing)}
							columns={Math.min(columns - 3, widest)}
						/>
					)
				}
			</List>
			<Text dimColor wrap="truncate">
				{unusable ?? words.say(standing?.trouble ?? words.mirrors.where[use])}
			</Text>
			{roomy && (
				<>
					<Text> </Text>
					<UsedFor cluster={resolved.cluster} os={os} columns={columns} rows={usedRows} />
				</>
			)}
		</Box>
	);
}
