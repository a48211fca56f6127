import type {Cluster} from '../../src/cluster/types.ts';
import {sh} from '../../src/shell/sh.ts';
import {told} from '../../src/told.ts';
import {checkFiles, checkTakenBack, type ManagedFile, takeBack, writeFiles} from '../files.ts';
import {familyOf} from '../packages/family.ts';
import {everyNode, type StepContext, step} from '../step.ts';
import {proxyEnvironment} from './proxy-settings.ts';

const services = ['containerd', 'kubelet'];

export const setProxy = step({
	id: 'prepare/proxy',
	title: told('Set the proxy of downloads, if there is one', '设置下载代理（如有）'),
	why: told(
		'Packages and images are fetched by apt and containerd, which read no login shell’s variables.',
		'软件包和镜像由 apt 和 containerd 获取，它们不读取登录 shell 的变量。',
	),
	kind: 'idempotent',
	on: everyNode,
	after: [],
	check: (context) =>
		context.cluster.proxy ? checkFiles(filesOf(context, context.cluster.proxy), 'todo') : checkTakenBack(placesOf(context), 'todo'),
	apply: (context) => sh`
		${context.cluster.proxy ? writeFiles(filesOf(context, context.cluster.proxy)) : takeBack(placesOf(context))}
		systemctl daemon-reload
		for service in ${services}; do systemctl try-restart "$service" 2>/dev/null || :; done
	`,
});

function placesOf(context: StepContext): readonly string[] {
	return filesOf(context, {noProxy: []}).map(({path}) => path);
}

function filesOf(context: StepContext, proxy: NonNullable<Cluster['proxy']>): readonly ManagedFile[] {
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
