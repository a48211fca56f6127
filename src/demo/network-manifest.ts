import {stringify} from 'yaml';

/**
 * Stands in for flannel's manifest, which lies on the network where the
 * simulation does not go: the objects that kubewiz sets up, and no more. The
 * image's name says what it is.
 */
export function simulatedFlannel(): string {
	const metadata = (name: string) => ({name, namespace: 'kube-flannel'});
	const labels = {app: 'flannel'};
	return [
		{apiVersion: 'v1', kind: 'Namespace', metadata: {name: 'kube-flannel'}},
		{
			apiVersion: 'v1',
			kind: 'ConfigMap',
			metadata: metadata('kube-flannel-cfg'),
			data: {'net-conf.json': '{"Network": "10.244.0.0/16", "Backend": {"Type": "vxlan"}}'},
		},
		{
			apiVersion: 'apps/v1',
			kind: 'DaemonSet',
			metadata: metadata('kube-flannel-ds'),
			spec: {
				selector: {matchLabels: labels},
				template: {
					metadata: {labels},
					spec: {containers: [{name: 'kube-flannel', image: 'simulated/flannel:none', args: ['--ip-masq', '--kube-subnet-mgr']}]},
				},
			},
		},
	]
		.map((object) => stringify(object))
		.join('---\n');
}
