import type {Facts} from '../../src/cluster/facts.ts';

/**
 * The lines with which a host of these facts would answer the facts script:
 * the inverse of `parseFacts`, for hosts that are played. The clock says
 * `hostMs`.
 */
export function formatFacts(facts: Facts, hostMs: number): readonly string[] {
	const stamp = `${hostMs}000000`;
	return [
		row('clock-start', stamp, 1),
		...systemRows(facts),
		...networkRows(facts),
		...facts.disks.flatMap(diskRows),
		...softwareRows(facts),
		row('time-synchronized', {synchronized: 'yes', unsynchronized: 'no', none: 'no', unknown: 'unknown'}[facts.timeSync]),
		...optional('time-zone', facts.timeZone),
		...optional('fsync', facts.fsyncP99Ms),
		row('clock-end', stamp, 1),
		'end',
	];
}

function systemRows(facts: Facts): readonly string[] {
	return [
		row('hostname', facts.hostname),
		row('os', 'ID', facts.os.id),
		row('os', 'ID_LIKE', facts.os.idLike.join(' ')),
		row('os', 'VERSION_ID', facts.os.versionId),
		row('os', 'VERSION_CODENAME', facts.os.codename ?? ''),
		row('os', 'PRETTY_NAME', facts.os.pretty),
		row('kernel', facts.kernel, machineNames[facts.arch] ?? 'unknown'),
		...optional('virtualization', facts.virtualization),
		row('cpus', facts.cpus),
		row('memory-kib', facts.memoryMib * 1024),
		row('boot-id', facts.bootId),
		...optional('machine-id', facts.machineId),
		...optional('product-uuid', facts.productUuid),
		...optional('cpu-flags', facts.cpuFlags?.join(' ')),
		row('cgroup', facts.cgroup),
		...optional('cgroup-controllers', facts.cgroupControllers?.join(' ')),
		...facts.swap.map((swap) => row('swap', swap.name, swap.kib)),
		...optional('systemd', facts.systemd),
		row('selinux', facts.selinux),
		...(facts.rebootRequired ? ['reboot-required'] : []),
		...(facts.cloudInit ?? []).map((text) => row('cloud-init', ...(/^(.*) \((.*)\)$/.exec(text)?.slice(1) ?? [text, '']))),
		...(facts.marks ? [row('marks', JSON.stringify(facts.marks))] : []),
		...(facts.installer ? [row('installer', facts.installer.lineage, facts.installer.owner)] : []),
	];
}

const machineNames: Readonly<Partial<Record<Facts['arch'], string>>> = {
	amd64: 'x86_64',
	arm64: 'aarch64',
	arm: 'armv7l',
	ppc64le: 'ppc64le',
	s390x: 's390x',
	riscv64: 'riscv64',
};

function networkRows(facts: Facts): readonly string[] {
	const links = facts.links ?? facts.macs.map((mac, index) => ({name: `eth${index}`, mac, state: 'up', mtu: 1500, hardware: true}));
	const defaultRoute = facts.defaultRoute;
	return [
		...links.map((link) => row('link', link.name, link.mac ?? '', link.mtu ?? '', link.state, link.hardware ? 'hardware' : 'virtual')),
		...facts.addresses.map((address) => row('address', address.interface, address.cidr)),
		...(defaultRoute ? [row('route', 'default', defaultRoute.interface, defaultRoute.gateway)] : []),
		...facts.routes.map((route) => row('route', route.destination, route.interface, '')),
		...facts.nameservers.map((server) => row('nameserver', '/etc/resolv.conf', server)),
		...(facts.upstreamNameservers ?? []).map((server) => row('nameserver', '/run/systemd/resolve/resolv.conf', server)),
		...facts.etcHosts.map((entry) => row('etc-hosts', entry.address, entry.names.join(' '))),
		...facts.listeners.map((listener) => row('listen', listener.address, listener.port, listener.program ?? '')),
		...Object.entries(facts.proxyEnv).map(([name, value]) => row('proxy', name, value)),
	];
}

function diskRows(disk: Facts['disks'][number]): readonly string[] {
	const mount = disk.mount ?? disk.path;
	const options = [disk.readOnly ? 'ro' : 'rw', ...(disk.noexec ? ['noexec'] : [])].join(',');
	return [
		row('disk', disk.path, disk.totalMib * 1024, disk.freeMib * 1024, mount),
		...(disk.freeInodes === undefined ? [] : [row('inodes', disk.path, disk.totalInodes ?? disk.freeInodes, disk.freeInodes)]),
		row('mount', mount, disk.filesystem, options),
		...(disk.noDirectoryTypes ? [row('xfs', disk.path, 0)] : []),
	];
}

function softwareRows(facts: Facts): readonly string[] {
	const firewalld = facts.firewall === 'firewalld' && !facts.processes?.includes('firewalld') ? ['firewalld'] : [];
	const clockDaemon = facts.timeSync === 'unsynchronized' && !facts.processes?.length ? ['chronyd'] : [];
	const broken = facts.brokenPackages ?? [];
	return [
		...facts.modules.map((name) => row('module', name)),
		...(facts.missingModules ?? []).map((name) => row('module-missing', name)),
		...(facts.unknownModules ?? []).map((name) => row('module-unknown', name)),
		...Object.entries(facts.sysctl).map(([name, value]) => row('sysctl', name, value)),
		...(facts.forwardingOff ?? []).map((file) => row('sysctl-file', file, 'net.ipv4.ip_forward=0')),
		...facts.commands.map((name) => row('command', name)),
		...[...(facts.processes ?? []), ...firewalld, ...clockDaemon].map((name) => row('process', name)),
		...Object.entries(facts.services ?? {}).map(([name, state]) => row('service', `${name}.service`, state.active, state.enabled)),
		...(facts.firewall === 'ufw' ? [row('ufw-enabled', 'yes')] : []),
		...Object.entries(facts.packages).map(([name, version]) => row('package', name, version)),
		...(facts.heldPackages ?? []).map((name) => row('held', name)),
		...broken.map((name) => (name === 'dpkg' ? 'dpkg-interrupted' : row('half-installed', name))),
		...(facts.packageLock ? [row('lock', facts.packageLock.pid, facts.packageLock.command, '')] : []),
		...facts.leftovers.map((path) => row('remains', path)),
		...Object.entries(facts.apiServers ?? {}).map(([file, url]) => row('api-server', file, url)),
		...(facts.kubeletFlags ?? []).map(({file, flag}) => row('kubelet-flag', file, flag)),
		...(facts.containerdOwn ?? []).map((line) => row('containerd-own', line)),
		...(facts.criDisabled ? ['cri-disabled'] : []),
	];
}

function row(key: string, ...fields: readonly (string | number)[]): string {
	return [key, ...fields].join('\t');
}

function optional(key: string, value: string | number | undefined): readonly string[] {
	return value === undefined ? [] : [row(key, value)];
}
