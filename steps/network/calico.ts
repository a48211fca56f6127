import {isMap, isSeq, type YAMLMap} from 'yaml';
import {told} from '../../src/told.ts';
import {changed, containerOf, findDocument, type ManifestDocument, setEnv, unfit} from './documents.ts';

type Encapsulation = 'vxlan' | 'ipip' | 'none';

/** The pool's two switches (Calico "Configuring calico/node"). */
const pools: Record<Encapsulation, {readonly ipip: string; readonly vxlan: string}> = {
	vxlan: {ipip: 'Never', vxlan: 'Always'},
	ipip: {ipip: 'Always', vxlan: 'Never'},
	none: {ipip: 'Never', vxlan: 'Never'},
};

/**
 * Sets pod CIDR and encapsulation, and has each node use the address Kubernetes
 * knows it by. With VXLAN alone BIRD is not run, so it is not asked whether it
 * lives (Calico "Overlay networking").
 */
export function editCalico(documents: readonly ManifestDocument[], podCidr: string, encapsulation: Encapsulation, origin: string): void {
	const config = findDocument(documents, 'ConfigMap', 'calico-config');
	const daemon = findDocument(documents, 'DaemonSet', 'calico-node');
	if (!config || !daemon)
		throw unfit(
			origin,
			told(
				'not a Calico manifest kubewiz can set up: it must have the ConfigMap calico-config and the DaemonSet calico-node (manifests/calico.yaml)',
				'不是 kubewiz 能设置的 Calico 清单：其中必须有 ConfigMap calico-config 和 DaemonSet calico-node（manifests/calico.yaml）',
			),
		);
	const container = containerOf(daemon, 'calico-node');
	const pool = pools[encapsulation];
	setEnv(daemon, container, 'CALICO_IPV4POOL_CIDR', {value: podCidr});
	setEnv(daemon, container, 'CALICO_IPV4POOL_IPIP', {value: pool.ipip});
	setEnv(daemon, container, 'CALICO_IPV4POOL_VXLAN', {value: pool.vxlan});
	setEnv(daemon, container, 'IP_AUTODETECTION_METHOD', {value: 'kubernetes-internal-ip'});
	config.document.setIn(['data', 'calico_backend'], encapsulation === 'vxlan' ? 'vxlan' : 'bird');
	if (encapsulation === 'vxlan') for (const probe of ['livenessProbe', 'readinessProbe']) dropBird(container, probe);
	changed(config);
	changed(daemon);
}

function dropBird(container: YAMLMap, name: string): void {
	const probe = container.get(name);
	const command = isMap(probe) ? probe.getIn(['exec', 'command']) : undefined;
	if (!isSeq(command)) return;
	command.items = command.items.filter((item) => !/^--?bird-(live|ready)$/.test(String(item)));
}
