import {isSeq} from 'yaml';
import {told} from '../../src/told.ts';
import {changed, containerOf, findDocument, type ManifestDocument, setEnv, unfit} from './documents.ts';

/**
 * Sets pod CIDR and backend in flannel's net-conf.json (flannel
 * Documentation/configuration.md), and has each flanneld use the interface with
 * the node's own address: by default it takes the one with the default route,
 * which is the wrong one on hosts with several, and missing where there is none.
 */
export function editFlannel(documents: readonly ManifestDocument[], podCidr: string, backend: 'vxlan' | 'host-gw', origin: string): void {
	const config = findDocument(documents, 'ConfigMap', 'kube-flannel-cfg');
	const daemon = findDocument(documents, 'DaemonSet', 'kube-flannel-ds');
	if (!config || !daemon)
		throw unfit(
			origin,
			told(
				'not a flannel manifest kubewiz can set up: it must have the ConfigMap kube-flannel-cfg and the DaemonSet kube-flannel-ds (flannel v0.12 or newer)',
				'不是 kubewiz 能设置的 flannel 清单：其中必须有 ConfigMap kube-flannel-cfg 和 DaemonSet kube-flannel-ds（flannel v0.12 或更新）',
			),
		);
	setNetwork(config, podCidr, backend, origin);
	const container = containerOf(daemon, 'kube-flannel');
	setEnv(daemon, container, 'NODE_IP', {valueFrom: {fieldRef: {fieldPath: 'status.hostIP'}}});
	const args = container.get('args');
	if (!isSeq(args)) throw unfit(origin, told('flanneld has no args', 'flanneld 没有 args'));
	const own = '--iface=$(NODE_IP)';
	if (!args.toJSON().some((arg: unknown) => String(arg).startsWith('--iface'))) args.add(own);
	changed(daemon);
}

function setNetwork(config: ManifestDocument, podCidr: string, backend: string, origin: string): void {
	const path = ['data', 'net-conf.json'];
	const text = config.document.getIn(path);
	if (typeof text !== 'string')
		throw unfit(origin, told('the ConfigMap kube-flannel-cfg has no net-conf.json', 'ConfigMap kube-flannel-cfg 中没有 net-conf.json'));
	const network = JSON.parse(text) as {Backend?: object};
	const sameBackend = (network.Backend as {Type?: unknown} | undefined)?.Type === backend;
	// Settings beside the type belong to the backend they were written for.
	const next = {...network, Network: podCidr, Backend: sameBackend ? network.Backend : {Type: backend}};
	config.document.setIn(path, `${JSON.stringify(next, null, 2)}\n`);
	changed(config);
}
