import {minorVersion} from '../../cluster/versions.ts';
import {type Beat, type Behaviour, done, pause, todo} from './act.ts';
import {generic} from './generic.ts';
import type {HostModel} from './host.ts';
import {versionOf} from './kubeadm.ts';

/** What `kubeadm config images list` prints for a version, by the table of versions. */
function imagesOf(version: string, repository: string): readonly string[] {
	const minor = minorVersion(version);
	const components = ['kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'kube-proxy'].map((name) => `${name}:v${version}`);
	const others = [`coredns/coredns:${minor?.coredns.at(-1)}`, `pause:${minor?.pause}`, `etcd:${minor?.etcd.at(-1)}`];
	return [...components, ...others].map((image) => `${repository}/${image}`);
}

const known = generic('images/list');
const list: Behaviour = {
	check(world) {
		// Asked in any case: by it the host knows later what it was asked for.
		const written = known.check(world);
		return world.host.imageList.length === 0 ? todo('kubeadm was not asked yet') : written;
	},
	*apply(world) {
		const {host, scripts} = world;
		yield 'wrote /var/lib/kubewiz/kubeadm.yaml';
		yield pause(400);
		const repository = /^imageRepository: (\S+)$/m.exec(scripts.apply)?.[1] ?? 'registry.k8s.io';
		host.imageList = imagesOf(versionOf(host), repository);
		yield* host.imageList;
		return yield* known.apply(world);
	},
};

const everywhere = /\/(kube-proxy|pause|coredns):/;

function missing(host: HostModel, controlPlane: boolean): readonly string[] {
	return host.imageList.filter((image) => !host.images.has(image) && (controlPlane || everywhere.test(image)));
}

const isControlPlane = (host: HostModel) => host.role === 'control-plane';

/** Bytes come at a steady rate, and are told now and then as on a real host. */
function* download(which: string, ms: number): Generator<Beat, void, void> {
	const [pieces, megabytesPerSecond] = [Math.ceil(ms / 2000), 7.4];
	for (let piece = 1; piece <= pieces; piece += 1) {
		yield pause(ms / pieces);
		const megabytes = (megabytesPerSecond * ms * piece) / pieces / 1000;
		yield `${megabytes.toFixed(1)} MB ${megabytesPerSecond} MB/s ${which}`;
	}
}

const pull: Behaviour = {
	check({host}) {
		if (host.imageList.length === 0) return todo('kubeadm was not asked yet');
		const left = missing(host, isControlPlane(host));
		return left.length === 0 ? done : todo(`not here yet: ${left.join(' ')}`);
	},
	*apply({host}) {
		const images = missing(host, isControlPlane(host));
		for (const [index, image] of images.entries()) {
			const which = `image ${index + 1}/${images.length} ${image}`;
			yield `pulling ${which}`;
			yield* download(which, 1500 + 5000 * host.random.fraction(image));
			host.images.add(image);
			yield `Image is up to date for sha256:${host.random.hex(image, 64)}`;
		}
		return 0;
	},
	failure: ({host}) => ({
		lines: [
			`pulling image 1/${host.imageList.length} ${host.imageList[0]}`,
			`E1121 10:00:00.000000    4242 log.go:32] "PullImage from image service failed" err="rpc error: code = DeadlineExceeded desc = failed to pull and unpack image \\"${host.imageList[0]}\\": failed to resolve reference: dial tcp: i/o timeout"`,
		],
		code: 1,
	}),
};

const configured = generic('runtime/containerd');
const containerd: Behaviour = {
	check(world) {
		const written = configured.check(world);
		return world.host.services.get('containerd') === 'active' ? written : todo('containerd does not run');
	},
	*apply(world) {
		yield 'wrote /etc/containerd/config.toml';
		yield 'wrote /etc/crictl.yaml';
		yield pause(1800);
		world.host.services.set('containerd', 'active');
		return yield* configured.apply(world);
	},
};

export const runtimeBehaviours: Readonly<Record<string, Behaviour>> = {
	'images/list': list,
	'images/pull': pull,
	'runtime/containerd': containerd,
};
