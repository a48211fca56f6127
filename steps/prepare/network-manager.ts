import type {Cluster} from '../../src/cluster/types.ts';
import {type Script, sh} from '../../src/shell/sh.ts';
import {told} from '../../src/told.ts';
import {checkFiles, checkTakenBack, type ManagedFile, takeBack, writeFiles} from '../files.ts';
import {everyNode, step} from '../step.ts';

/** Interfaces that Calico makes (Calico "Troubleshooting: Configure NetworkManager"). */
const calicos = ['cali*', 'tunl*', 'vxlan.calico', 'vxlan-v6.calico', 'wireguard.cali', 'wg-v6.cali'];

/**
 * `+=`, for `=` would replace the lists of files read before (NetworkManager.conf(5)):
 * by one of them Ubuntu leaves Ethernet to networkd.
 */
const file: ManagedFile = {
	path: '/etc/NetworkManager/conf.d/90-kubewiz-calico.conf',
	text: ['[keyfile]', `unmanaged-devices+=${calicos.map((name) => `interface-name:${name}`).join(';')}`].join('\n'),
};

export const leaveCalicosInterfaces = step({
	id: 'prepare/network-manager',
	title: told('Keep NetworkManager off pod interfaces', '让 NetworkManager 不管理 Pod 网络接口'),
	why: told(
		'Where it runs it would change the routes of the interfaces that Calico makes for pods.',
		'在它运行的地方，它会改动 Calico 为 Pod 创建的网络接口的路由。',
	),
	kind: 'idempotent',
	on: everyNode,
	after: [],
	check: ({cluster}) => (ofCalico(cluster) ? whereItRuns(checkFiles([file], 'todo')) : checkTakenBack([file.path], 'todo')),
	apply: ({cluster}) => sh`
		${ofCalico(cluster) ? whereItRuns(writeFiles([file])) : takeBack([file.path])}
		# Its configuration is read again; connections stay up, as they would not over a restart.
		${whereItRuns(sh`systemctl reload NetworkManager`)}
	`,
});

function ofCalico({cni}: Cluster): boolean {
	return cni.kind === 'calico';
}

/** A host without NetworkManager is left as it is. */
function whereItRuns(script: Script): Script {
	return sh`
		if kw_active NetworkManager; then
			${script}
		fi
	`;
}
