import type {PackageFamily} from '../family.ts';
import {installer, locks} from './apt.ts';
import {containerd} from './containerd.ts';
import {kubernetes} from './kubernetes.ts';
import {repositories} from './repositories.ts';

/** Debian, Ubuntu and what is derived from them. */
export const debian: PackageFamily = {
	packageOf: {
		conntrack: 'conntrack',
		socat: 'socat',
		ebtables: 'ebtables',
		ethtool: 'ethtool',
		iptables: 'iptables',
		ip: 'iproute2',
		tc: 'iproute2',
		ipset: 'ipset',
		curl: 'curl',
		gpg: 'gpg',
		modprobe: 'kmod',
		nsenter: 'util-linux',
		ipvsadm: 'ipvsadm',
	},
	alwaysNeeded: [{package: 'ca-certificates', file: '/etc/ssl/certs/ca-certificates.crt'}],
	chrony: {package: 'chrony', service: 'chrony', config: '/etc/chrony/chrony.conf'},
	installer,
	locks,
	proxyFile: ({http, https}) => ({
		path: '/etc/apt/apt.conf.d/90kubewiz-proxy',
		text: [
			...(http === undefined ? [] : [`Acquire::http::Proxy ${JSON.stringify(http)};`]),
			...(https === undefined ? [] : [`Acquire::https::Proxy ${JSON.stringify(https)};`]),
		].join('\n'),
	}),
	repositories,
	containerd,
	kubernetes,
};
