import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {artefactDir} from './artefacts.ts';
import {hostDir} from './host.ts';
import {hostKeys} from './host-files.ts';
import {type Kind, loginUser} from './kinds.ts';
import {addresses, jumpName, kubernetesVersion, labDir} from './settings.ts';
import type {HostRecord, State} from './state.ts';

/** All that is needed to log into a host. */
export type LabHost = {
	name: string;
	kinds: readonly Kind[];
	address: string;
	port: 22;
	user: 'root' | 'ops';
	identityFile: string;
	/** There where sudo asks for it. */
	sudoPassword?: string;
	/** There where nothing else opens the login. */
	loginPassword?: string;
	/** The host to go through, if there is no other way. */
	jump?: LabHost;
	/** known_hosts line of the ed25519 key that the host has now. */
	hostKeyLine: string;
	/** The same for all its keys. */
	hostKeyLines: readonly string[];
	/** What known_hosts may hold from last time: the key as it was, for `host-key-changed`; as it is, else. */
	rememberedHostKeyLine: string;
};

/** Where hosts install from. */
export type Mirror = {
	address: string;
	/** Base of all minors' repositories: `<base>/vX.Y/deb/`. */
	kubernetesBase: string;
	/** The one repository there is: for `deb [...] <this> /`. */
	kubernetesDebBase: string;
	kubernetesVersion: string;
	packageVersion: string;
	/** Fingerprint of the key that signs both repositories. */
	keyFingerprint: string;
	debianBase: string;
	/** Plain http. */
	registry: string;
	imageRepository: string;
	cniManifestUrl: string;
	timeServer: string;
};

/** The lab as it runs. */
export type Lab = {
	hosts: Record<string, LabHost>;
	mirror: Mirror;
	loadBalancer: {address: string; port: 6443; backends: readonly string[]};
};

/** What the lab is, for those who use it. */
export function describe(state: State): Lab {
	const base = `http://${addresses.mirror}`;
	const kubernetesBase = `${base}/kubernetes-new/core/stable/`;
	const registry = `${addresses.mirror}:5000`;
	return {
		hosts: Object.fromEntries(Object.values(state.hosts).map((host) => [host.name, describeHost(state, host)])),
		mirror: {
			address: addresses.mirror,
			kubernetesBase,
			kubernetesDebBase: `${kubernetesBase}v1.20/deb/`,
			kubernetesVersion,
			packageVersion: `${kubernetesVersion}-1.1`,
			keyFingerprint: readFileSync(join(artefactDir('keys'), 'fingerprint'), 'utf8').trim(),
			debianBase: `${base}/debian`,
			registry,
			imageRepository: `${registry}/google_containers`,
			cniManifestUrl: `${base}/manifests/lab-cni.yaml`,
			timeServer: addresses.mirror,
		},
		loadBalancer: {address: addresses.loadBalancer, port: 6443, backends: state.backends},
	};
}

function describeHost(state: State, host: HostRecord): LabHost {
	const lines = (when: 'now' | 'before'): string[] => hostKeys(hostDir(host.name), when).map((key) => `${host.address} ${key}`);
	const [now = ''] = lines('now');
	const jump = host.kinds.includes('jump') ? state.hosts[jumpName] : undefined;
	return {
		name: host.name,
		kinds: host.kinds,
		address: host.address,
		port: 22,
		user: loginUser(host.kinds),
		identityFile: join(artefactDir('keys'), 'id_ed25519'),
		...(host.kinds.includes('sudo-password') && {sudoPassword: password()}),
		...(host.kinds.includes('login-password') && {loginPassword: password()}),
		...(jump !== undefined && {jump: describeHost(state, jump)}),
		hostKeyLine: now,
		hostKeyLines: lines('now'),
		rememberedHostKeyLine: lines('before')[0] ?? now,
	};
}

/** The password of the user `ops`, whom every host has. */
function password(): string {
	return readFileSync(join(labDir, 'sudo-password'), 'utf8').trimEnd();
}
