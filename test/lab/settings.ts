import {homedir} from 'node:os';
import {join} from 'node:path';

/**
 * Which of ten labs on this machine is meant, from KUBEWIZ_LAB (0 to 9). Labs share the cache of artefacts and nothing
 * else: each has its own bridges, addresses, hosts, services and state.
 */
export const labId = readLabId(process.env.KUBEWIZ_LAB ?? '0');

function readLabId(text: string): number {
	if (!/^[0-9]$/.test(text)) throw new Error(`KUBEWIZ_LAB must be one digit, not "${text}"`);
	return Number(text);
}

/** Folder of this directory's own scripts. */
export const labDir = import.meta.dirname;

/** Artefacts that are slow to make live here, outside the tree. */
export const cacheDir = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'kubewiz-lab');

/** What is running, and the hosts' own files. */
export const stateDir = `/var/lib/kubewiz-lab/${labId}`;

/** Prefix of every bridge, link and network namespace of this lab. */
export const prefix = `kwlab${labId}`;

/** Folder of this lab in each cgroup hierarchy. */
export const cgroup = `kubewiz-lab-${labId}`;

/** The network that this machine shares with the hosts. */
export const outerNetwork = `172.30.${70 + labId}`;

/** The network behind the jump host; this machine has no leg in it. */
export const innerNetwork = `172.31.${70 + labId}`;

/** Addresses that never change; hosts are numbered from `firstHost` on. */
export const addresses = {
	machine: `${outerNetwork}.1`,
	mirror: `${outerNetwork}.2`,
	loadBalancer: `${outerNetwork}.3`,
	innerServices: `${innerNetwork}.2`,
	firstHost: 11,
} as const;

/** The name that the jump host has; it is started when a host of kind `jump` is wanted. */
export const jumpName = 'jump';

/** The cluster's version that the lab has packages and images for. */
export const kubernetesVersion = '1.20.2';
