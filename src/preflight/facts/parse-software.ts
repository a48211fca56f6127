import type {Facts} from '../../cluster/facts.ts';
import type {FactLines} from './lines.ts';

type SoftwareFacts = Pick<
	Facts,
	| 'modules'
	| 'missingModules'
	| 'unknownModules'
	| 'sysctl'
	| 'forwardingOff'
	| 'commands'
	| 'processes'
	| 'services'
	| 'firewall'
	| 'packages'
	| 'heldPackages'
	| 'brokenPackages'
	| 'packageLock'
	| 'leftovers'
	| 'apiServers'
	| 'kubeletFlags'
	| 'criDisabled'
	| 'containerdOwn'
>;

export function parseSoftware(facts: FactLines): SoftwareFacts {
	const services = servicesOf(facts);
	const [pid, command] = facts.all('lock')[0] ?? [];
	const broken = [...facts.list('half-installed'), ...(facts.all('dpkg-interrupted').length > 0 ? ['dpkg'] : [])];
	return {
		modules: facts.list('module'),
		missingModules: facts.list('module-missing'),
		unknownModules: facts.list('module-unknown'),
		sysctl: facts.map('sysctl'),
		forwardingOff: facts.list('sysctl-file'),
		commands: facts.list('command'),
		processes: facts.list('process'),
		services,
		firewall: firewallOf(facts, services),
		packages: facts.map('package'),
		heldPackages: facts.list('held'),
		brokenPackages: broken,
		...(pid ? {packageLock: {pid: Number(pid), command: command || 'unknown'}} : {}),
		leftovers: facts.list('remains'),
		apiServers: facts.map('api-server'),
		kubeletFlags: facts.all('kubelet-flag').map(([file = '', flag = '']) => ({file, flag})),
		...(facts.list('containerd-own').length > 0 ? {containerdOwn: facts.list('containerd-own')} : {}),
		...(facts.all('cri-disabled').length > 0 ? {criDisabled: true} : {}),
	};
}

function servicesOf(facts: FactLines): NonNullable<Facts['services']> {
	return Object.fromEntries(
		facts.all('service').map(([unit = '', active = '', enabled = '']) => [unit.replace(/\.service$/, ''), {active, enabled}]),
	);
}

/** ufw is a script, not a daemon: its service stays `active` only where it is also enabled in ufw.conf, which `ufw-enabled` tells. */
function firewallOf(facts: FactLines, services: NonNullable<Facts['services']>): Facts['firewall'] {
	if (facts.list('process').includes('firewalld') || services.firewalld?.active === 'active') return 'firewalld';
	return facts.one('ufw-enabled') === 'yes' ? 'ufw' : 'none';
}
