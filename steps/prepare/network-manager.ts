import {sh} from '../../src/shell/sh.ts';
import {told} from '../../src/told.ts';
import {checkFiles, type ManagedFile, writeFiles} from '../files.ts';
import {everyNode, step} from '../step.ts';

/** Interfaces that Calico makes (Calico "Troubleshooting: Configure NetworkManager"). */
const calicos = ['cali*', 'tunl*', 'vxlan.calico', 'vxlan-v6.calico', 'wireguard.cali', 'wg-v6.cali'];

const file: ManagedFile = {
	path: '/etc/NetworkManager/conf.d/90-kubewiz-calico.conf',
	text: ['[keyfile]', `unmanaged-devices=${calicos.map((name) => `interface-name:${name}`).join(';')}`].join('\n'),
};

export const leaveCalicosInterfaces = step({
	id: 'prepare/network-manager',
	title: told('Have NetworkManager leave Calico’s interfaces alone', '让 NetworkManager 不管理 Calico 的网络接口'),
	why: 'Where it runs it would change the routes of the interfaces that Calico makes for pods.',
	kind: 'idempotent',
	on: (cluster) => (cluster.cni.kind === 'calico' ? everyNode(cluster) : []),
	after: [],
	check: () => sh`
		if kw_active NetworkManager; then
			${checkFiles([file], 'todo')}
		fi
	`,
	apply: () => sh`
		if kw_active NetworkManager; then
			${writeFiles([file])}
			# Its configuration is read again; connections stay up, as they would not over a restart.
			systemctl reload NetworkManager
		fi
	`,
});
