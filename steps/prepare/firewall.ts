import {type Script, sh} from '../../src/shell/sh.ts';
import {told} from '../../src/told.ts';
import {everyNode, type StepContext, step} from '../step.ts';
import {firewalldFunctions} from './firewalld.ts';
import {openPorts} from './ports.ts';

export const settleFirewall = step({
	id: 'prepare/firewall',
	title: told('Let the cluster’s traffic through the firewall', '让集群流量通过防火墙'),
	why: told(
		'A firewall that is on drops what nodes and pods say to each other. Its other rules stay as they are.',
		'启用的防火墙会丢弃节点和 Pod 之间的通信。它的其他规则保持不变。',
	),
	kind: 'idempotent',
	on: (cluster) => (cluster.firewall === 'leave' ? [] : everyNode(cluster)),
	after: ['prepare/modules'],
	check: (context) => (context.cluster.firewall === 'disable' ? anyOn('todo') : checkOpen(context)),
	apply: (context) => (context.cluster.firewall === 'disable' ? turnOff : open(context)),
	writes: ({cluster, facts}) => (cluster.firewall === 'disable' ? switches : rules)[facts.firewall],
	verify: (context) => (context.cluster.firewall === 'disable' ? anyOn('kw_fail') : checkOpen(context)),
});

/** Where each firewall keeps what is let through, and whether it is on; firewalld's is a unit that is no longer wanted. */
const rules = {
	firewalld: ['/etc/firewalld/zones/*.xml'],
	ufw: ['/etc/ufw/user.rules', '/etc/ufw/user6.rules', '/etc/default/ufw'],
	none: [],
};
const switches = {firewalld: [], ufw: ['/etc/ufw/ufw.conf'], none: []};

/** ufw is written in Python and takes its time to answer; its configuration tells as much at once. */
const found: Script = sh`
	firewalld_on() { kw_has firewall-cmd && kw_active firewalld; }
	ufw_on() { kw_has ufw && grep -qsi '^ENABLED=yes' /etc/ufw/ufw.conf; }
`;

function anyOn(verdict: 'todo' | 'kw_fail'): Script {
	return sh`
		${found}
		! firewalld_on || ${verdict} 'firewalld is on, and the spec says to turn it off'
		! ufw_on || ${verdict} 'ufw is on, and the spec says to turn it off'
	`;
}

const turnOff: Script = sh`
	${found}
	if firewalld_on; then systemctl disable --now firewalld; fi
	if ufw_on; then ufw --force disable; fi
`;

function checkOpen(context: StepContext): Script {
	const {pairs, cidrs} = wanted(context);
	return sh`
		${found}
		if firewalld_on; then
			${firewalldFunctions(context)}
			lacking=$(lacking)
			[ "$lacking" = '' ] || todo "firewalld does not let through: $lacking"
			lacking=$(lacking --permanent)
			[ "$lacking" = '' ] || todo "after the next boot firewalld would not let through: $lacking"
		fi
		# Lines of ufw: TO, ACTION, FROM. Whole words, since 6443/tcp is part of 16443/tcp.
		allowed() { printf '%s\\n' "$now" | awk -v item="$1" -v field="$2" '$field == item && $2 ~ /^(ALLOW|LIMIT)$/ { found = 1 } END { exit !found }'; }
		if ufw_on; then
			now=$(ufw status)
			for item in ${pairs}; do allowed "$item" 1 || todo "ufw does not let $item through"; done
			for item in ${cidrs}; do allowed "$item" 3 || todo "ufw does not let $item through"; done
			grep -qs '^DEFAULT_FORWARD_POLICY="ACCEPT"' /etc/default/ufw || todo 'ufw drops traffic that is forwarded, so all traffic of pods'
		fi
	`;
}

function open(context: StepContext): Script {
	const {pairs, cidrs} = wanted(context);
	return sh`
		${found}
		if firewalld_on; then
			${firewalldFunctions(context)}
			# Both by hand and not by a reload, which would drop what somebody has opened until the next boot only.
			let_through
			let_through --permanent
		fi
		if ufw_on; then
			for item in ${pairs}; do ufw allow "$item" comment 'kubewiz'; done
			for item in ${cidrs}; do ufw allow from "$item" comment 'kubewiz'; done
			ufw default allow routed
		fi
	`;
}

/** In ufw's form: it takes ranges with a colon. */
function wanted({cluster, host}: StepContext) {
	return {
		pairs: openPorts(cluster, host).map(({port, protocol}) => `${port.replace('-', ':')}/${protocol}`),
		cidrs: [cluster.network.podCidr, cluster.network.serviceCidr],
	};
}
