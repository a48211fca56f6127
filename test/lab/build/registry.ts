// registry.ts OUT KUBERNETES TOOLS IMAGE_ROOT: the files of a docker-registry that holds what a cluster pulls, flat under
// google_containers/ as the public mirrors have it, and the lab's own images.
import {copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {ImageStore, type Layer} from './image-store.ts';

const [out, kubernetes, tools, imageRoot] = process.argv.slice(2);
if (!out || !kubernetes || !tools || !imageRoot) throw new Error('usage: registry.ts OUT KUBERNETES TOOLS IMAGE_ROOT');

const store = new ImageStore(out);
const stage = mkdtempSync(join(process.env.LAB_WORK ?? '/tmp', 'images-'));

/** Packs a layer of single files: where each goes, and where it comes from. */
function files(sources: Record<string, string>, links: Record<string, string> = {}): Layer {
	const directory = mkdtempSync(join(stage, 'layer-'));
	for (const [path, source] of Object.entries(sources)) {
		mkdirSync(dirname(join(directory, path)), {recursive: true});
		copyFileSync(source, join(directory, path));
	}
	for (const [path, target] of Object.entries(links)) symlinkSync(target, join(directory, path));
	const layer = store.layer(directory);
	rmSync(directory, {recursive: true});
	return layer;
}

const program = (name: string): Layer => files({[`usr/local/bin/${name}`]: join(kubernetes, name)});
const label = (what: string): Record<string, string> => ({'org.opencontainers.image.description': what});
const fromSource = label('Kubernetes 1.20.2 built from source for the kubewiz lab');
const debian = store.layer(join(imageRoot, 'root'));

for (const name of ['kube-apiserver', 'kube-controller-manager', 'kube-scheduler']) {
	store.image(`google_containers/${name}`, 'v1.20.2', [program(name)], {entrypoint: [`/usr/local/bin/${name}`], labels: fromSource});
}
store.image('google_containers/kube-proxy', 'v1.20.2', [debian, program('kube-proxy')], {
	cmd: ['/usr/local/bin/kube-proxy'],
	labels: fromSource,
});
store.image('google_containers/etcd', '3.4.13-0', [debian], {
	cmd: ['etcd'],
	labels: label("Debian's etcd 3.4.23 under the tag that kubeadm 1.20 asks for"),
});
store.image('google_containers/pause', '3.2', [files({pause: join(tools, 'pause')})], {
	entrypoint: ['/pause'],
	labels: label('pause, made for the kubewiz lab'),
});
store.image('google_containers/coredns', '1.7.0', [files({'kubewiz-lab-dns': join(tools, 'kubewiz-lab-dns')})], {
	entrypoint: ['/kubewiz-lab-dns'],
	labels: label('kubewiz-lab-dns, a stand-in for CoreDNS'),
});
store.image('kubewiz-lab/cni', '1', [files({'kubewiz-lab-cni': join(tools, 'kubewiz-lab-cni')})], {
	entrypoint: ['/kubewiz-lab-cni'],
	labels: label('kubewiz-lab-cni, a stand-in for a cluster network'),
});
store.image('kubewiz-lab/tools', '1', [debian], {cmd: ['sleep', 'infinity'], labels: label('Debian programs for looking around in a pod')});
const applets = ['sh', 'cat', 'echo', 'hostname', 'httpd', 'ip', 'ls', 'nc', 'nslookup', 'ping', 'sleep', 'wget'];
const busybox = files(
	{'bin/busybox': join(imageRoot, 'root/bin/busybox')},
	Object.fromEntries(applets.map((applet) => [`bin/${applet}`, 'busybox'])),
);
store.image('library/busybox', '1.35', [busybox], {cmd: ['sh'], labels: label("Debian's busybox")});
rmSync(stage, {recursive: true});
