import {told} from '../../told.ts';
import {type Check, ignoresKubeadmCheck, isControlPlane, overHosts, type Subject, type Verdict} from '../subject.ts';

/** kubeadm's NumCPU and Mem (kubernetes cmd/kubeadm/app/preflight/checks.go), and what it does not check. */
export const sizeChecks: Check = (subject) => [
	...overHosts(subject, 'few-cpus', kubeadmVerdict(subject, 'NumCPU'), (host, facts) =>
		isControlPlane(host) && facts.cpus > 0 && facts.cpus < 2 ? `${facts.cpus} CPU` : undefined,
	),
	...overHosts(subject, 'little-memory', kubeadmVerdict(subject, 'Mem'), (host, facts) =>
		isControlPlane(host) && facts.memoryMib > 0 && facts.memoryMib < 1700 ? `${facts.memoryMib} MiB` : undefined,
	),
	...overHosts(subject, 'little-memory-worker', {severity: 'warning'}, (host, facts) =>
		!isControlPlane(host) && facts.memoryMib > 0 && facts.memoryMib < 900 ? `${facts.memoryMib} MiB` : undefined,
	),
	...overHosts(subject, 'cpu-too-old', {severity: 'warning'}, (_host, facts) => {
		if (facts.arch !== 'amd64' || !facts.cpuFlags) return undefined;
		const missing = levelTwo.filter((flag) => !facts.cpuFlags?.includes(flag));
		return missing.length > 0 ? told(`without ${missing.join(', ')}`, `缺少 ${missing.join('、')}`) : undefined;
	}),
	...architectures(subject),
];

/** Flags of x86-64-v2 as Linux names them (x86-64 psABI, microarchitecture levels). */
const levelTwo = ['cx16', 'lahf_lm', 'popcnt', 'sse4_1', 'sse4_2', 'ssse3'];

function kubeadmVerdict(subject: Subject, kubeadmCheck: string): Verdict {
	return ignoresKubeadmCheck(subject.cluster, kubeadmCheck) ? {severity: 'warning'} : {severity: 'error', waivable: false};
}

function architectures(subject: Subject) {
	const known = new Set([...subject.facts.values()].map((facts) => facts.arch).filter((arch) => arch !== 'unknown'));
	return known.size < 2 ? [] : overHosts(subject, 'mixed-architectures', {severity: 'info'}, (_host, facts) => facts.arch);
}
