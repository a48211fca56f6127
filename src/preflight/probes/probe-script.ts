import type {Facts} from '../../cluster/facts.ts';
import {packageSourceFor} from '../../cluster/package-source.ts';
import type {Cluster, Host} from '../../cluster/types.ts';
import {type Script, sequence, sh} from '../../shell/sh.ts';
import {lineFunctions} from '../shell-lines.ts';
import {connectionFunctions} from './connection-script.ts';
import {httpFunctions} from './http-script.ts';
import {sourceFunctions} from './source-script.ts';
import {manifestUrls, packageIndexes, runtimeSource} from './sources.ts';
import {nameToResolve, targetsOf} from './targets.ts';

/** Connections tried at a time. */
const atOnce = 40;

/**
 * The shell text by which one host tries the others, the mirrors and the time
 * servers, all side by side; about 25 s at worst. Changes nothing but a
 * directory under /run, which it removes. Output as `factsScript`.
 */
export function probeScript(cluster: Cluster, host: Host, facts: Facts, reachable: ReadonlySet<string>): Script {
	return sh`
		${lineFunctions}
		${proxySettings(cluster)}
		# /run is in memory, and has room when a disk is full.
		work=$(mktemp -d /run/kubewiz-probe.XXXXXX 2>/dev/null || mktemp -d /tmp/kubewiz-probe.XXXXXX) || exit 1
		trap 'rm -rf "$work"' EXIT
		${httpFunctions}
		${sourceFunctions}
		${connectionFunctions}
		${sequence(sourceCalls(cluster, facts))}
		${sequence(cluster.timeServers.map((server) => sh`ask_time ${server} &`))}
		${sequence(nameCalls(cluster))}
		candidate ${cluster.runtime.package} &
		${sequence(connectionCalls(cluster, host, reachable))}
		wait
		put end
	`;
}

function sourceCalls(cluster: Cluster, facts: Facts): readonly Script[] {
	const packages = packageSourceFor(cluster.mirrors.packages, facts.os);
	const runtime = runtimeSource(cluster, facts);
	const registries = [...new Set(Object.values(cluster.mirrors.registries))];
	return [
		sh`package_source 1 packages kubeadm ${cluster.kubernetesVersion} ${packages.deb.url} ${packageIndexes(packages, facts.arch)} &`,
		...(runtime
			? [sh`package_source 2 runtime-packages containerd.io '' ${runtime.deb.url} ${packageIndexes(runtime, facts.arch)} &`]
			: []),
		sh`image_source 3 ${cluster.mirrors.images.repository} ${manifestUrls(cluster)} &`,
		...registries.map((url, index) => sh`registry_mirror ${4 + index} ${url.replace(/\/+$/, '')} &`),
	];
}

function nameCalls(cluster: Cluster): readonly Script[] {
	const name = nameToResolve(cluster);
	return name === undefined ? [] : [sh`ask_name ${name} &`];
}

function connectionCalls(cluster: Cluster, host: Host, reachable: ReadonlySet<string>): readonly Script[] {
	return targetsOf(cluster, host, reachable).map(({purpose, to, address, port}, index) =>
		// A pause now and then bounds the number of processes.
		index % atOnce === atOnce - 1
			? sh`
				connect ${purpose} ${to} ${address} ${port} &
				wait
			`
			: sh`connect ${purpose} ${to} ${address} ${port} &`,
	);
}

/** The proxy of the spec, as packages and images will use it; without one, what root's environment says is not what apt and containerd use. */
function proxySettings({proxy}: Cluster): Script {
	const clear = sh`unset http_proxy https_proxy no_proxy HTTP_PROXY HTTPS_PROXY NO_PROXY ALL_PROXY all_proxy`;
	if (!proxy) return clear;
	return sh`
		${clear}
		http_proxy=${proxy.http ?? ''} https_proxy=${proxy.https ?? proxy.http ?? ''} no_proxy=${proxy.noProxy.join(',')}
		export http_proxy https_proxy no_proxy
	`;
}
