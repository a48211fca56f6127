import {createHash} from 'node:crypto';
import {initConfig} from '../../src/cluster/kubeadm/init.ts';
import type {Cluster} from '../../src/cluster/types.ts';
import {type Script, sh} from '../../src/shell/sh.ts';
import {told} from '../../src/told.ts';
import {checkFiles, writeFiles} from '../files.ts';
import {places} from '../places.ts';
import {everyNode, step} from '../step.ts';

export const listImages = step({
	id: 'images/list',
	title: told('Ask kubeadm which images it needs', '向 kubeadm 询问所需镜像'),
	why: told(
		'The tags change within a minor version, so only this very kubeadm knows them; the runtime must use the same pause image.',
		'镜像标签在次要版本内也会变化，只有这个版本的 kubeadm 知道；运行时必须使用同一个 pause 镜像。',
	),
	kind: 'idempotent',
	on: everyNode,
	after: ['packages/kubernetes'],
	check: ({cluster}) => sh`
		${checkFiles([configFile(cluster)], 'todo')}
		${checkList(cluster, 'todo')}
	`,
	apply: ({cluster}) => sh`
		${writeFiles([configFile(cluster)])}
		list=$(kubeadm config images list --config ${places.kubeadmConfig})
		printf '%s\\n' ${headOf(cluster)} "$list" | kw_write ${places.imageList} 644
		printf '%s\\n' "$list"
	`,
	verify: ({cluster}) => checkList(cluster, 'kw_fail'),
});

function configFile(cluster: Cluster) {
	return {path: places.kubeadmConfig, mode: '600', text: initConfig(cluster)} as const;
}

function headOf(cluster: Cluster): string {
	const hash = createHash('sha256').update(initConfig(cluster)).digest('hex');
	return `# kubeadm ${cluster.kubernetesVersion}, configuration ${hash.slice(0, 16)}`;
}

function checkList(cluster: Cluster, verdict: 'todo' | 'kw_fail'): Script {
	return sh`
		[ -r ${places.imageList} ] || ${verdict} 'kubeadm was not asked yet'
		[ "$(head -n 1 ${places.imageList})" = ${headOf(cluster)} ] || ${verdict} 'the list is of another version or registry'
		grep -q '/pause:' ${places.imageList} || ${verdict} 'the list has no pause image'
	`;
}
