import type {Cluster} from '../../src/cluster/types.ts';
import {sh} from '../../src/shell/sh.ts';
import {told} from '../../src/told.ts';
import {checkFiles, type ManagedFile, writeFiles} from '../files.ts';
import {familyOf} from '../packages/family.ts';
import {everyNode, type StepContext, step} from '../step.ts';
import {proxyEnvironment} from './proxy-settings.ts';

const services = ['containerd', 'kubelet'];

export const setProxy = step({
	id: 'prepare/proxy',
	title: told('Send downloads through the proxy', '下载走代理'),
	why: 'Packages and images are fetched by apt and containerd, which read no login shell’s variables.',
	kind: 'idempotent',
	on: (cluster) => (cluster.proxy ? everyNode(cluster) : []),
	after: [],
	check: (context) => checkFiles(filesOf(context), 'todo'),
	apply: (context) => sh`
		${writeFiles(filesOf(context))}
		systemctl daemon-reload
		for service in ${services}; do systemctl try-restart "$service" 2>/dev/null || :; done
	`,
});

function filesOf(context: StepContext): readonly ManagedFile[] {
	const {proxy} = context.cluster;
	if (!proxy) return [];
	const dropIn = dropInOf(context.cluster);
	return [
		familyOf(context).proxyFile(proxy),
		...services.map((service) => ({path: `/etc/systemd/system/${service}.service.d/kubewiz-proxy.conf`, text: dropIn})),
	];
}

/** systemd reads `%` as the start of a specifier. */
function dropInOf(cluster: Cluster): string {
	const lines = Object.entries(proxyEnvironment(cluster)).map(([name, value]) => `Environment="${name}=${value.replaceAll('%', '%%')}"`);
	return ['[Service]', ...lines].join('\n');
}
