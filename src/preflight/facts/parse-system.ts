import * as z from 'zod';
import type {Facts, HostMarks, OsFamily} from '../../cluster/facts.ts';
import type {FactLines} from './lines.ts';

type SystemFacts = Pick<
	Facts,
	| 'hostname'
	| 'os'
	| 'arch'
	| 'kernel'
	| 'virtualization'
	| 'cpus'
	| 'memoryMib'
	| 'bootId'
	| 'machineId'
	| 'productUuid'
	| 'cgroup'
	| 'cgroupControllers'
	| 'cpuFlags'
	| 'swap'
	| 'systemd'
	| 'selinux'
	| 'rebootRequired'
	| 'cloudInit'
	| 'marks'
	| 'installer'
>;

export function parseSystem(facts: FactLines): SystemFacts {
	const virtualization = facts.one('virtualization');
	const machineId = facts.one('machine-id');
	const productUuid = facts.one('product-uuid');
	const cpuFlags = facts.one('cpu-flags');
	const controllers = facts.one('cgroup-controllers');
	const systemd = facts.one('systemd');
	const marks = marksOf(facts.one('marks'));
	const [lineage, owner] = facts.all('installer')[0] ?? [];
	return {
		hostname: facts.one('hostname') ?? '',
		os: osOf(facts.map('os')),
		arch: architectures[facts.all('kernel')[0]?.[1] ?? ''] ?? 'unknown',
		kernel: facts.one('kernel') ?? '',
		...(virtualization && virtualization !== 'none' ? {virtualization} : {}),
		cpus: Number(facts.one('cpus') ?? 0),
		memoryMib: Math.floor(Number(facts.one('memory-kib') ?? 0) / 1024),
		bootId: facts.one('boot-id') ?? '',
		...(machineId ? {machineId} : {}),
		...(productUuid ? {productUuid: productUuid.toLowerCase()} : {}),
		cgroup: oneOf(facts.one('cgroup'), ['v1', 'v2', 'hybrid'] as const) ?? 'unknown',
		...(controllers ? {cgroupControllers: controllers.split(' ')} : {}),
		...(cpuFlags ? {cpuFlags: cpuFlags.split(' ')} : {}),
		swap: facts.all('swap').map(([name = '', kib = '0']) => ({name, kib: Number(kib)})),
		// Distributions print `252` or `v252` or `252.39-1`.
		...(systemd ? {systemd: Number.parseInt(systemd.replace(/^v/, ''), 10)} : {}),
		selinux: oneOf(facts.one('selinux'), ['enforcing', 'permissive', 'disabled'] as const) ?? 'absent',
		...(facts.all('reboot-required').length > 0 ? {rebootRequired: true} : {}),
		cloudInit: facts.all('cloud-init').map(([setting = '', file = '']) => `${setting.trim()} (${file})`),
		...(marks ? {marks} : {}),
		...(lineage === undefined ? {} : {installer: {lineage, owner: owner || 'unknown'}}),
	};
}

/** Debian's and Go's names of what `uname -m` says. */
const architectures: Readonly<Record<string, Facts['arch']>> = {
	x86_64: 'amd64',
	aarch64: 'arm64',
	armv7l: 'arm',
	ppc64le: 'ppc64le',
	s390x: 's390x',
	riscv64: 'riscv64',
};

function osOf(release: Readonly<Record<string, string>>): Facts['os'] {
	const read = (key: string) => unquote(release[key] ?? '');
	const id = read('ID') || 'unknown';
	const idLike = read('ID_LIKE').split(' ').filter(Boolean);
	const codename = read('VERSION_CODENAME');
	return {
		id,
		idLike,
		versionId: read('VERSION_ID'),
		...(codename ? {codename} : {}),
		pretty: read('PRETTY_NAME') || id,
		family: familyOf([id, ...idLike]),
	};
}

/** Debian and Red Hat relatives by ID and ID_LIKE (os-release(5)); openEuler, Anolis and Kylin V10 server name no relative but use rpm. */
function familyOf(ids: readonly string[]): OsFamily {
	if (ids.some((id) => ['debian', 'ubuntu'].includes(id))) return 'debian';
	const redHat = [
		'rhel',
		'fedora',
		'centos',
		'rocky',
		'almalinux',
		'ol',
		'anolis',
		'openEuler',
		'alinux',
		'tencentos',
		'opencloudos',
		'kylin',
	];
	return ids.some((id) => redHat.includes(id)) ? 'rhel' : 'unknown';
}

/** Value of an os-release line: shell quoting without expansion. */
function unquote(value: string): string {
	const inner = /^(["'])(.*)\1$/.exec(value.trim())?.[2] ?? value.trim();
	return inner.replaceAll(/\\(["$`\\])/g, '$1');
}

const marksSchema = z.object({
	cluster: z.string(),
	lineage: z.string(),
	epoch: z.number(),
	planHash: z.string(),
	kubewiz: z.string(),
});

/** Marks that cannot be read are no marks: the leftovers beside them still tell of the cluster. */
function marksOf(text: string | undefined): HostMarks | undefined {
	if (!text) return undefined;
	try {
		return marksSchema.parse(JSON.parse(text));
	} catch (cause) {
		if (cause instanceof SyntaxError || cause instanceof z.ZodError) return {...unreadableMarks};
		throw cause;
	}
}

/** Stands for a mark file that is there but cannot be read; belongs to no lineage, so that nobody takes the host for his own. */
const unreadableMarks: HostMarks = {cluster: '(unreadable)', lineage: '', epoch: 0, planHash: '', kubewiz: ''};

function oneOf<const T extends string>(value: string | undefined, allowed: readonly T[]): T | undefined {
	return allowed.find((each) => each === value);
}
