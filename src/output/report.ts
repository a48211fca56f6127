import type {ClusterReport} from '../events/event.ts';
import {nodesInOrder} from '../events/node-order.ts';
import {labelled, told} from '../told.ts';
import {duration, type Look} from './look.ts';
import {table} from './table.ts';

/** How many of the slowest steps the report names. */
const slowest = 5;

/** The finished cluster as proved by its own API: nodes, proofs, certificates, where the time went. */
export function reportLines(report: ClusterReport, look: Look): string[] {
	const times = [...report.stepTimes].sort((a, b) => b.ms - a.ms).slice(0, slowest);
	return [
		'',
		look.tone(
			'strong',
			look.say(
				told(
					`Cluster ${report.cluster}: Kubernetes ${report.kubernetesVersion} at ${report.endpoint}`,
					`集群 ${report.cluster}：Kubernetes ${report.kubernetesVersion}，入口 ${report.endpoint}`,
				),
			),
		),
		...table(
			[
				told('NODE', '节点'),
				told('ROLES', '角色'),
				told('VERSION', '版本'),
				told('ADDRESS', '地址'),
				told('OS', '系统'),
				told('RUNTIME', '运行时'),
				told('STATE', '状态'),
			].map(look.say),
			nodesInOrder(report.nodes).map((node) => [
				node.name,
				node.roles,
				node.version,
				node.address,
				node.os,
				node.runtime,
				readyWord(node.ready, look),
			]),
		),
		...section(
			look.say(told('Proof:', '验证：')),
			report.proofs.map((proof) => `${look.glyph(proof.ok ? 'done' : 'failed')} ${look.say(labelled(look.say(proof.name), proof.detail))}`),
		),
		...section(
			look.say(told('Certificates:', '证书：')),
			report.certificates.map((certificate) =>
				look.say(
					told(
						`${certificate.name} until ${certificate.expires.slice(0, 10)}`,
						`${certificate.name} 有效期至 ${certificate.expires.slice(0, 10)}`,
					),
				),
			),
		),
		...section(
			look.say(told('Slowest steps:', '最慢的步骤：')),
			times.map((time) => `${time.step} ${duration(time.ms)}`),
		),
	];
}

function readyWord(ready: boolean, look: Look): string {
	return ready ? look.tone('good', 'Ready') : look.tone('bad', 'NotReady');
}

function section(title: string, lines: readonly string[]): string[] {
	return lines.length === 0 ? [] : ['', title, ...lines.map((line) => `  ${line}`)];
}
