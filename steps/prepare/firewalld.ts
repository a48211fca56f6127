import {type Script, sh} from '../../src/shell/sh.ts';
import type {StepContext} from '../step.ts';
import {openPorts, openProtocols, podInterfaces} from './ports.ts';

/**
 * `lacking [--permanent]` prints what firewalld does not let through, and
 * `let_through [--permanent]` has it do so: what runs and what the next boot
 * brings are two things to it. Ports belong into the zone of the interface that
 * has the node's address, which need not be the default zone; pods' own
 * addresses and interfaces are trusted. Of several kinds of options
 * firewall-cmd heeds only one, so each has a command of its own.
 */
export function firewalldFunctions({cluster, host}: StepContext): Script {
	const ports = openPorts(cluster, host).map(({port, protocol}) => `${port}/${protocol}`);
	const protocols = openProtocols(cluster);
	const cidrs = [cluster.network.podCidr, cluster.network.serviceCidr];
	const interfaces = podInterfaces(cluster);
	return sh`
		zone=$(ip -o addr show to ${host.nodeIp} | awk '{ print $2; exit }')
		zone=$(firewall-cmd --get-zone-of-interface="$zone" 2>/dev/null) || zone=$(firewall-cmd --get-default-zone)
		# A range that others have opened may hold a port without listing it.
		lacking() {
			listed() { printf '%s\\n' "$list" | tr ' ' '\\n' | grep -qxF -e "$1"; }
			list=$(firewall-cmd "$@" --zone="$zone" --list-ports)
			for item in ${ports}; do listed "$item" || firewall-cmd "$@" --zone="$zone" --query-port="$item" --quiet || printf '%s ' "$item"; done
			list=$(firewall-cmd "$@" --zone="$zone" --list-protocols)
			for item in ${protocols}; do listed "$item" || printf '%s ' "$item"; done
			list=$(firewall-cmd "$@" --zone=trusted --list-sources)
			for item in ${cidrs}; do listed "$item" || printf '%s ' "$item"; done
			list=$(firewall-cmd "$@" --zone=trusted --list-interfaces)
			for item in ${interfaces}; do listed "$item" || printf '%s ' "$item"; done
			firewall-cmd "$@" --zone="$zone" --query-masquerade --quiet || printf 'masquerading in zone %s ' "$zone"
		}
		let_through() {
			firewall-cmd "$@" --zone="$zone" ${ports.map((port) => `--add-port=${port}`)}
			${protocols.length === 0 ? sh`` : sh`firewall-cmd "$@" --zone="$zone" ${protocols.map((protocol) => `--add-protocol=${protocol}`)}`}
			firewall-cmd "$@" --zone=trusted ${cidrs.map((cidr) => `--change-source=${cidr}`)}
			${interfaces.length === 0 ? sh`` : sh`firewall-cmd "$@" --zone=trusted ${interfaces.map((name) => `--change-interface=${name}`)}`}
			firewall-cmd "$@" --zone="$zone" --query-masquerade --quiet || firewall-cmd "$@" --zone="$zone" --add-masquerade
		}
	`;
}
