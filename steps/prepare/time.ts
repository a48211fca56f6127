import {heredoc, type Script, sh} from '../../src/shell/sh.ts';
import {told} from '../../src/told.ts';
import {familyOf} from '../packages/family.ts';
import {everyNode, minutes, type StepContext, step} from '../step.ts';

const title = 'time servers';

export const synchroniseTime = step({
	id: 'prepare/time',
	title: told('Keep the clock right', '保持时钟准确'),
	why: told(
		'Certificates of a node whose clock is behind are not valid yet, and etcd wants its members’ clocks within a second.',
		'时钟落后的节点会认为证书尚未生效，而 etcd 要求各成员的时钟相差不超过一秒。',
	),
	kind: 'idempotent',
	on: everyNode,
	after: ['prepare/tools'],
	detached: true,
	pool: 'download',
	retry: ['network', 'lock'],
	timeoutMs: minutes(15),
	check: (context) => (context.cluster.timeServers.length > 0 ? checkServers(context, 'todo') : checkAny('todo')),
	apply: (context) => (context.cluster.timeServers.length > 0 ? askServers(context) : installChrony(context)),
	verify: (context) => (context.cluster.timeServers.length > 0 ? checkServers(context, 'kw_fail') : checkAny('kw_fail')),
});

const services = ['chronyd', 'chrony', 'systemd-timesyncd', 'ntpd', 'ntp', 'ntpsec', 'openntpd', 'ptp4l'];

/** Without servers in the spec, whatever keeps the time is left alone; only where nothing does, chrony comes with the distribution's servers. */
function checkAny(verdict: 'todo' | 'kw_fail'): Script {
	return sh`
		# Succeeds when one of them is active.
		systemctl is-active --quiet ${services} || ${verdict} 'nothing keeps the clock right'
	`;
}

function installChrony(context: StepContext): Script {
	const {chrony, installer} = familyOf(context);
	return sh`
		${installer}
		kw_update
		kw_install ${chrony.package}
		systemctl enable ${chrony.service}
		systemctl restart ${chrony.service}
	`;
}

function checkServers(context: StepContext, verdict: 'todo' | 'kw_fail'): Script {
	const {chrony} = familyOf(context);
	return sh`
		${newConfig(context)}
		kw_has chronyc || ${verdict} 'chrony is not installed'
		new_config | kw_same ${chrony.config} - || ${verdict} 'chrony does not ask the servers of the spec'
		kw_active ${chrony.service} || ${verdict} 'chrony does not run'
	`;
}

function askServers(context: StepContext): Script {
	const {chrony, installer} = familyOf(context);
	return sh`
		${newConfig(context)}
		if ! kw_has chronyc; then
			${installer}
			kw_update
			kw_install ${chrony.package}
		fi
		kw_write ${chrony.config} - new_config
		systemctl enable ${chrony.service}
		systemctl restart ${chrony.service}
		chronyc -n sources || :
	`;
}

/** chrony's own file with our servers in place of others; the rest of it stays. */
function newConfig(context: StepContext): Script {
	const {chrony} = familyOf(context);
	const lines = context.cluster.timeServers.map((server) => `server ${server} iburst`);
	return sh`
		servers() {
			cat ${heredoc(lines.join('\n'))}
		}
		new_config() {
			kw_without_block ${title} ${chrony.config} | awk '$1 == "pool" || $1 == "server" || $1 == "peer" { print "# turned off by kubewiz: " $0; next } { print }'
			servers | kw_block ${title}
		}
	`;
}
