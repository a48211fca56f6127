import {defaults} from '../../src/cluster/defaults.ts';
import {lastVersion, minors, minorVersion, parseVersion, tableDate} from '../../src/cluster/versions.ts';
import type {Words} from '../text/words.ts';
import {choiceSetting, type Setting, type Spec} from './setting.ts';

/** The Kubernetes version: the last patch of each minor with its end of life, or any other that is typed. */
export function versionSetting(spec: Spec, words: Words['topology']): Setting {
	const current = spec.kubernetesVersion ?? defaults.kubernetesVersion;
	const row = parseVersion(current) && minorVersion(current);
	const life = (endOfLife: string) => words.life(endOfLife, endOfLife < tableDate);
	return choiceSetting({
		id: 'version',
		label: words.labels.version,
		path: 'spec.kubernetesVersion',
		given: spec.kubernetesVersion,
		fallback: defaults.kubernetesVersion,
		...(row && {note: life(row.endOfLife)}),
		options: minors.toReversed().map((minor) => ({value: lastVersion(minor), label: `${lastVersion(minor)}  ${life(minor.endOfLife)}`})),
		typed: {
			label: words.otherVersion,
			edit: {
				kind: 'text',
				example: '1.36.2',
				begin: '',
				apply: (answer) => ({kind: 'spec', spec: {kubernetesVersion: answer.trim()}}),
			},
		},
		change: (kubernetesVersion) => ({kubernetesVersion}),
	});
}
