import {stringify} from 'yaml';

export const proofNamespace = 'kubewiz-proof';
export const proofService = 'proof';
/** ConfigMap in which each node says until when (seconds since the epoch) a program of its host listens in its pod. */
export const listeners = 'listening';
/** Port on which every node's pod says the node's name. */
export const proofPort = 8080;

/**
 * What the proof needs in the cluster: one pod on every node, of the pause
 * image that each has already (there may be no way out), a Service in front of
 * them, and leave for nodes to see these pods and to say that they listen.
 */
export function proofObjects(pauseImage: string): string {
	const labels = {app: 'kubewiz-proof'};
	const metadata = (name: string) => ({name, namespace: proofNamespace});
	const rbac = 'rbac.authorization.k8s.io';
	return [
		{apiVersion: 'v1', kind: 'Namespace', metadata: {name: proofNamespace}},
		{
			apiVersion: 'apps/v1',
			kind: 'DaemonSet',
			metadata: metadata('proof'),
			spec: {
				selector: {matchLabels: labels},
				template: {
					metadata: {labels},
					spec: {
						tolerations: [{operator: 'Exists'}],
						terminationGracePeriodSeconds: 0,
						automountServiceAccountToken: false,
						enableServiceLinks: false,
						containers: [{name: 'pause', image: pauseImage, imagePullPolicy: 'IfNotPresent', ports: [{containerPort: proofPort}]}],
					},
				},
			},
		},
		{
			apiVersion: 'v1',
			kind: 'Service',
			metadata: metadata(proofService),
			spec: {selector: labels, ports: [{port: 80, targetPort: proofPort}]},
		},
		{apiVersion: 'v1', kind: 'ConfigMap', metadata: metadata(listeners)},
		{
			apiVersion: `${rbac}/v1`,
			kind: 'Role',
			metadata: metadata('proof'),
			rules: [
				{apiGroups: [''], resources: ['pods', 'services'], verbs: ['get', 'list']},
				{apiGroups: [''], resources: ['configmaps'], resourceNames: [listeners], verbs: ['get', 'patch']},
			],
		},
		{
			apiVersion: `${rbac}/v1`,
			kind: 'RoleBinding',
			metadata: metadata('proof'),
			roleRef: {apiGroup: rbac, kind: 'Role', name: 'proof'},
			subjects: [{apiGroup: rbac, kind: 'Group', name: 'system:nodes'}],
		},
	]
		.map((object) => stringify(object))
		.join('---\n');
}
