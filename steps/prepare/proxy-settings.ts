import type {Cluster} from '../../src/cluster/types.ts';
import {type Script, sh} from '../../src/shell/sh.ts';

/**
 * Places no proxy may be asked for: kubeadm warns (HTTPProxy, HTTPProxyCIDR)
 * when the API, pods or Services would go through one.
 */
export function noProxy(cluster: Cluster): readonly string[] {
	const {network, endpoint, hosts, proxy} = cluster;
	const own = ['localhost', '127.0.0.1', endpoint.host, ...hosts.map((host) => host.nodeIp), network.podCidr, network.serviceCidr];
	return [...new Set([...own, '.svc', `.${network.dnsDomain}`, ...(proxy?.noProxy ?? [])])];
}

/** Environment of daemons behind the proxy, both spellings where programs differ. */
export function proxyEnvironment(cluster: Cluster): Readonly<Record<string, string>> {
	const {proxy} = cluster;
	if (!proxy) return {};
	return {
		...(proxy.http === undefined ? {} : {HTTP_PROXY: proxy.http}),
		...(proxy.https === undefined ? {} : {HTTPS_PROXY: proxy.https}),
		NO_PROXY: noProxy(cluster).join(','),
	};
}

/** Environment for curl in a script; it reads http_proxy in lower case only. */
export function curlProxy(cluster: Cluster): Script {
	const {proxy} = cluster;
	if (!proxy) return sh``;
	return sh`export http_proxy=${proxy.http ?? ''} https_proxy=${proxy.https ?? ''} no_proxy=${noProxy(cluster).join(',')}`;
}
