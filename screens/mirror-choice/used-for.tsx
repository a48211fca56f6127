import {Box, Text} from 'ink';
import type {Facts} from '../../src/cluster/facts.ts';
import {packageSourceText} from '../../src/cluster/package-source.ts';
import type {Cluster} from '../../src/cluster/types.ts';
import {minorVersion} from '../../src/cluster/versions.ts';
import {fitCells} from '../parts/cells.ts';
import {useLook} from '../parts/look.tsx';
import type {Words} from '../text/words.ts';

interface Props {
	readonly cluster: Cluster;
	/** Of one of the hosts: repositories are named after it. */
	readonly os: Facts['os'] | undefined;
	readonly columns: number;
	/** Lines that there is room for. */
	readonly rows: number;
}

const labelWidth = 26;

/** Where each choice will be used: apt, kubeadm's images, the pause image of the runtime, images of the pod network. */
export function UsedFor({cluster, os, columns, rows}: Props) {
	const {words, glyph} = useLook();
	return (
		<Box flexDirection="column" flexShrink={0}>
			{usesOf(cluster, os, words.mirrors)
				.slice(0, rows)
				.map(([label, value]) => (
					<Text key={label} wrap="truncate" dimColor>
						{fitCells(`${fitCells(label, labelWidth)} ${value}`, columns - 1, glyph('more')).trimEnd()}
					</Text>
				))}
		</Box>
	);
}

/** What is used for what, most needed first. */
function usesOf(
	{mirrors, kubernetesVersion, cni}: Cluster,
	os: Facts['os'] | undefined,
	words: Words['mirrors'],
): readonly (readonly [label: string, value: string])[] {
	const {packages, images, dockerCe, registries} = mirrors;
	const pause = minorVersion(kubernetesVersion)?.pause;
	const through = Object.entries(registries).map(([registry, url]) => `${registry}: ${url}`);
	return [
		[words.used.packages, packageSourceText(packages, os)],
		[words.used.images, images.repository],
		...(pause === undefined ? [] : [[words.used.pause, `${images.repository}/pause:${pause}`] as const]),
		[words.used.runtime, dockerCe ? packageSourceText(dockerCe, os) : words.distribution],
		...(cni.kind === 'none' ? [] : [[words.used.cni, through.length > 0 ? through.join(', ') : words.direct] as const]),
	];
}
