import type {ClusterReport} from '../events/event.ts';
import {duration, type Look} from './look.ts';
import {table} from './table.ts';

/** How many of the slowest steps the report names. */
const slowest = 5;

/** The finished cluster as proved by its own API: nodes, proofs, certificates, where the time went. */
export function reportLines(report: ClusterReport, look: Look): string[] {
	const times = [...report.stepTimes].sort((a, b) => b.ms - a.ms).slice(0, slowest);
	return [
		'',
		look.tone('strong', `Cluster ${report.cluster}: Kubernetes ${report.kubernetesVersion} at ${report.endpoint}`),
		...table(
			['NODE', 'ROLES', 'VERSION', 'ADDRESS', 'OS', 'RUNTIME', 'STATE'],
			[...report.nodes]
				.sort(byRole)
				.map((node) => [node.name, node.roles, node.version, node.address, node.os, node.runtime, readyWord(node.ready, look)]),
		),
		...section(
			'Proof',
			report.proofs.map((proof) => `${look.glyph(proof.ok ? 'done' : 'failed')} ${proof.name}: ${proof.detail}`),
		),
		...section(
			'Certificates',
			report.certificates.map((certificate) => `${certificate.name} until ${certificate.expires.slice(0, 10)}`),
		),
		...section(
			'Slowest steps',
			times.map((time) => `${time.step} ${duration(time.ms)}`),
		),
	];
}

/** Control planes first, then by name, `w9` before `w10`. */
function byRole(a: ClusterReport['nodes'][number], b: ClusterReport['nodes'][number]): number {
	const rank = (roles: string) => (/control-plane|master/.test(roles) ? 0 : 1);
	return rank(a.roles) - rank(b.roles) || a.name.localeCompare(b.name, 'en', {numeric: true});
}

function readyWord(ready: boolean, look: Look): string {
	return ready ? look.tone('good', 'Ready') : look.tone('bad', 'NotReady');
}

function section(title: string, lines: readonly string[]): string[] {
	return lines.length === 0 ? [] : ['', `${title}:`, ...lines.map((line) => `  ${line}`)];
}
