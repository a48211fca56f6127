import {expect, it} from 'vitest';
import type {RunContext} from '../../src/runner/context.ts';
import {repairs} from '../../src/runner/repairs.ts';
import type {TaskRun} from '../../src/runner/task-run.ts';
import {inEnglish} from '../../src/told.ts';
import {fixtureCluster} from '../cluster/fixtures.ts';

const cluster = fixtureCluster('three-and-one');
const context = {request: {plan: {cluster}}} as unknown as RunContext;
const run = {task: {host: cluster.hosts[0]?.name, step: {kind: 'once'}}} as unknown as TaskRun;

it('a reset is told for what is half done, never for what was verified and does not answer now', () => {
	expect(repairs(context, run, 'partial').map(inEnglish).join('\n')).toContain('kubeadm reset -f --cri-socket unix:///');
	// The network's configuration is that of the cluster that is joined anew.
	expect(repairs(context, run, 'partial').map(inEnglish).join('\n')).not.toContain('cni');
	expect(repairs(context, run, 'broken')).toEqual(repairs(context, run, 'drift'));
	expect(repairs(context, run, 'drift').map(inEnglish).join('\n')).toContain('journalctl -u kubelet');
	expect(repairs(context, run, 'drift').map(inEnglish).join('\n')).not.toMatch(/reset|delete|remove/);
});
