import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import type {Cluster} from '../../src/cluster/types.ts';
import {labelNodes} from '../../steps/workers/labels.ts';
import {fixtureCluster} from '../cluster/fixtures.ts';
import {contextFor} from './contexts.ts';
import {playedHost} from './played-host.ts';
import {runScript} from './shell.ts';

const host = playedHost();
const cluster = fixtureCluster('three-and-one');
const [leader] = cluster.hosts as [Cluster['hosts'][number]];

describe('labels and taints', () => {
	const wanted: Cluster = {
		...cluster,
		hosts: cluster.hosts.map((each, index) =>
			index === 0
				? {...each, labels: {rack: 'a1', plain: ''}, taints: [{key: 'only', value: 'db', effect: 'NoExecute'}]}
				: {...each, labels: {}, taints: index === 1 ? [{key: 'x', effect: 'NoSchedule'}] : []},
		),
	};

	it('are set where they are missing, on nodes that are there', () => {
		host.play(
			'kubectl',
			`case "$*" in *"get nodes"*) printf '%s\\n' ${leader.name} '${leader.name} label rack=b2' '${leader.name} label plain=' ;; *) echo "$@" >>${host.state}/calls ;; esac`,
		);
		expect(runScript(labelNodes.apply(contextFor(wanted, leader)), {path: host.bin})).toEqual({code: 0, output: ''});
		expect(
			readFileSync(join(host.state, 'calls'), 'utf8')
				.trim()
				.split('\n')
				.map((call) => call.replace(/^--kubeconfig \S+ --request-timeout=\S+ /, '')),
		).toEqual([`label node ${leader.name} rack=a1 --overwrite`, `taint node ${leader.name} only=db:NoExecute --overwrite`]);
	});
});
