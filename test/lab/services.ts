import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {artefactDir} from './artefacts.ts';
import {servicesNamespace} from './network.ts';
import {alive, end, startDetached} from './processes.ts';
import {must, until} from './run.ts';
import {addresses, innerNetwork, labDir, outerNetwork, stateDir} from './settings.ts';
import type {ServiceName, State} from './state.ts';

type Service = {config: Record<string, string>; binds?: readonly string[]; command: readonly string[]; socket: string};

/** Folder of a service. */
export function serviceDir(name: ServiceName): string {
	return join(stateDir, 'services', name);
}

/** The CNI manifest with this lab's registry in it. */
export function labCniManifest(): string {
	return readFileSync(join(labDir, 'lab-cni.yaml'), 'utf8').replaceAll('LAB-REGISTRY', `${addresses.mirror}:5000`);
}

const nginx = `daemon off;
pid /run/nginx.pid;
error_log /var/log/nginx/error.log warn;
worker_processes 1;
events { worker_connections 512; }
http {
  log_format lab '$time_iso8601 $remote_addr "$request" $status $body_bytes_sent';
  access_log /var/log/nginx/access.log lab;
  default_type application/octet-stream;
  types { text/html html; text/plain yaml; }
  server {
    listen ${addresses.mirror}:80;
    root /srv/site;
    autoindex on;
  }
}
`;

const registry = `version: 0.1
log: { level: info, accesslog: { disabled: false } }
storage:
  filesystem: { rootdirectory: /srv/registry }
  maintenance: { readonly: { enabled: true } }
http: { addr: '${addresses.mirror}:5000' }
`;

const chrony = `local stratum 8
allow ${outerNetwork}.0/24
allow ${innerNetwork}.0/24
bindaddress ${addresses.mirror}
port 123
cmdport 0
pidfile /run/chronyd.pid
`;

/** TCP through to the API servers, each asked for /healthz over TLS, as such load balancers are set up. */
function haproxy(backends: readonly string[]): string {
	return `global
  maxconn 2000
defaults
  mode tcp
  timeout connect 5s
  timeout client 10m
  timeout server 10m
frontend api
  bind ${addresses.loadBalancer}:6443
  default_backend control-planes
backend control-planes
  option httpchk GET /healthz
  http-check expect status 200
  default-server check check-ssl verify none inter 1s fall 2 rise 1
${backends.map((address, index) => `  server cp${index + 1} ${address}:6443`).join('\n')}
`;
}

function serviceOf(name: ServiceName, backends: readonly string[]): Service {
	switch (name) {
		case 'mirror': {
			const site = '/srv/site';
			return {
				config: {'nginx.conf': nginx, 'manifests/lab-cni.yaml': labCniManifest()},
				binds: [
					`${artefactDir('kube-repo')}:${site}/kubernetes-new/core/stable/v1.20/deb`,
					`${artefactDir('debian-repo')}:${site}/debian`,
					`${join(serviceDir(name), 'config/manifests')}:${site}/manifests`,
				],
				command: ['nginx', '-c', '/etc/lab/nginx.conf'],
				socket: `-t src ${addresses.mirror}:80`,
			};
		}
		case 'registry':
			return {
				config: {'registry.yml': registry},
				binds: [`${artefactDir('registry')}:/srv/registry`],
				command: ['docker-registry', 'serve', '/etc/lab/registry.yml'],
				socket: `-t src ${addresses.mirror}:5000`,
			};
		case 'load-balancer':
			return {
				config: {'haproxy.cfg': haproxy(backends)},
				command: ['haproxy', '-db', '-f', '/etc/lab/haproxy.cfg'],
				socket: `-t src ${addresses.loadBalancer}:6443`,
			};
		case 'time':
			// -x: it tells the machine's time and must not set it.
			return {
				config: {'chrony.conf': chrony},
				command: ['chronyd', '-d', '-x', '-f', '/etc/lab/chrony.conf', '-u', 'root'],
				socket: `-u src ${addresses.mirror}:123`,
			};
	}
}

const names: readonly ServiceName[] = ['mirror', 'registry', 'load-balancer', 'time'];

/** Starts the services that do not run, and all anew when what they serve has changed. */
export async function startServices(state: State): Promise<void> {
	const key = ['kube-repo', 'debian-repo', 'registry', 'service-image'].map((name) => artefactDir(name as 'registry')).join(' ');
	if (state.serviceKey !== key) await stopServices(state);
	state.serviceKey = key;
	for (const name of names) await startService(state, name);
}

async function startService(state: State, name: ServiceName): Promise<void> {
	if (alive(state.services[name])) return;
	const service = serviceOf(name, state.backends);
	const dir = serviceDir(name);
	for (const [file, text] of Object.entries(service.config)) {
		mkdirSync(join(dir, 'config', file, '..'), {recursive: true});
		writeFileSync(join(dir, 'config', file), text);
	}
	const binds = [`${join(dir, 'config')}:/etc/lab`, ...(service.binds ?? [])];
	const start = [join(labDir, 'start-service.sh'), artefactDir('service-image'), dir, ...binds, '--', ...service.command];
	const spaces = [`--net=/run/netns/${servicesNamespace}`, 'unshare', '--mount', '--pid', '--fork', '--kill-child'];
	state.services[name] = startDetached('nsenter', [...spaces, ...start], join(dir, 'log'));
	await until(`the lab's ${name}`, 20_000, async () => {
		if (!alive(state.services[name])) throw new Error(`the lab's ${name} ended; see ${join(dir, 'log')}`);
		const sockets = await must('nsenter', [`--net=/run/netns/${servicesNamespace}`, 'ss', '-Hnl', ...service.socket.split(' ')]);
		return sockets.trim() !== '';
	});
}

/** Ends one service, or all. */
export async function stopServices(state: State, which: readonly ServiceName[] = names): Promise<void> {
	for (const name of which) {
		await end(state.services[name]);
		delete state.services[name];
		await must('rm', ['-rf', join(serviceDir(name), 'work')]);
	}
}

/** Gives the load balancer its backends; it is started anew, so connections through it break. */
export async function setBackends(state: State, backends: readonly string[]): Promise<void> {
	if (backends.join() === state.backends.join() && alive(state.services['load-balancer'])) return;
	state.backends = [...backends];
	await stopServices(state, ['load-balancer']);
	await startService(state, 'load-balancer');
}
