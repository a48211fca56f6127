import {expect, test} from 'vitest';
import {mirrorsUnit} from '../../src/demo/model/mirrors.ts';

test.each([
	['rated 0 packages kubeadm 1.36.4 0 https://mirrors.aliyun.com/kubernetes-new/core/stable/v1.36/deb/Packages', 'held'],
	['image_source 0 0 https://registry.k8s.io/v2/pause/manifests/3.10', 'held'],
	['named_mirror 0 https://docker.m.daocloud.io', 'held'],
	["rated 0 packages kubeadm 1.36.4 0 'http://mirror.example/v1.36/deb/Packages'", 'held'],
	['named_mirror 0 http://10.0.0.9:5000', 'held'],
	['image_source 0 0 https://no-such-registry.com/v2/pause/manifests/3.10', 'failed'],
	['named_mirror 0 https://no-such-mirror.org', 'failed'],
])('the simulated network has the catalogue’s hosts and the operator’s own, and no invented ones: %s', async (question, result) => {
	const host = {random: {fraction: () => 0.5}};
	const outcome = await mirrorsUnit.check({scripts: {check: `\tanswer 0 ${question} &\n`}, host} as never);
	expect(outcome.reason).toMatch(new RegExp(`^source\t[^\t]+\t0\t${result}\t`));
});
