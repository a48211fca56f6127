import {chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import {endpointText} from '../../src/cluster/kubeadm/cluster-configuration.ts';
import type {Cluster} from '../../src/cluster/types.ts';
import {raw, type Script, sequence, sh} from '../../src/shell/sh.ts';
import {initControlPlane} from '../../steps/control-plane/init.ts';
import {joinControlPlane} from '../../steps/control-plane/join.ts';
import {makeJoinToken} from '../../steps/control-plane/join-token.ts';
import {writeRootKubeconfig} from '../../steps/control-plane/kubeconfig.ts';
import {adminKubectl, nodeKubectl} from '../../steps/kubectl.ts';
import {installContainerd} from '../../steps/packages/containerd.ts';
import {addRepositories} from '../../steps/packages/repositories.ts';
import {settleFirewall} from '../../steps/prepare/firewall.ts';
import {writeHostsFile} from '../../steps/prepare/hosts-file.ts';
import {setProxy} from '../../steps/prepare/proxy.ts';
import {installTools} from '../../steps/prepare/tools.ts';
import {serviceAddress} from '../../steps/proof/addresses.ts';
import {answerInPods} from '../../steps/proof/listen.ts';
import {proveNetwork} from '../../steps/proof/reach.ts';
import {recordHead} from '../../steps/proof/record.ts';
import {configureContainerd} from '../../steps/runtime/containerd.ts';
import {configureRegistries} from '../../steps/runtime/registries.ts';
import type {Step} from '../../steps/step.ts';
import {joinWorker} from '../../steps/workers/join.ts';
import {fixtureCluster} from '../cluster/fixtures.ts';
import {contextFor} from './contexts.ts';
import {runScript} from './shell.ts';

/** Hosts on which somebody was before: programs are played, and the host's files stand under a directory of the test. */
let root: string;
let bin: string;

beforeEach(() => {
	root = mkdtempSync(join(tmpdir(), 'kubewiz-second-'));
	bin = join(root, 'bin');
	mkdirSync(bin);
});
afterEach(() => rmSync(root, {recursive: true}));

const cluster = fixtureCluster('three-and-one');
const [leader] = cluster.hosts as [Cluster['hosts'][number]];

function play(name: string, text: string): void {
	writeFileSync(join(bin, name), `#!/bin/sh\n${text}\n`);
	chmodSync(join(bin, name), 0o755);
}

function put(path: string, text: string): void {
	mkdirSync(dirname(join(root, path)), {recursive: true});
	writeFileSync(join(root, path), text);
}

/** The script with the host's files under `root`. */
function run(script: Script) {
	const text = script.text.replaceAll(/\/(?=etc\/|var\/lib\/etcd|var\/lib\/kubelet|var\/lib\/kubewiz|var\/log\/pods)/g, `${root}/`);
	return runScript(raw(`KW_GIVEN=${root}/given\n${text}`, 'the script under test, with other paths'), {
		path: bin,
		state: join(root, 'var/lib/kubewiz'),
	});
}

describe('a cluster made anew on a host that was reset', () => {
	it('is taken for what it is, and not for the one that was noted here', () => {
		put('var/lib/kubewiz/cluster-uid', 'uid-of-old\n');
		put('var/lib/kubewiz/proof', '# of the old one\n');
		play(
			'kubeadm',
			`mkdir -p ${root}/etc/kubernetes; echo '    server: https://${endpointText(cluster)}' >${root}/etc/kubernetes/admin.conf`,
		);
		play('kubectl', `case "$*" in *kube-system*metadata.uid*) echo uid-of-new ;; esac`);
		expect(run(initControlPlane.check(contextFor(cluster, leader)))).toMatchObject({code: 10});
		expect(run(initControlPlane.apply(contextFor(cluster, leader)))).toMatchObject({code: 0});
		expect(existsSync(join(root, 'var/lib/kubewiz/proof'))).toBe(false);
		expect(run(initControlPlane.verify?.(contextFor(cluster, leader)) as Script)).toEqual({code: 0, output: 'the cluster is uid-of-new'});
	});
});

describe('a control plane whose API does not answer', () => {
	const refused = 'The connection to the server 10.0.0.1:6443 was refused';
	const manifests = ['etcd', 'kube-apiserver', 'kube-controller-manager', 'kube-scheduler'].map((name) => `manifests/${name}.yaml`);
	const made = ['controller-manager.conf', 'scheduler.conf', 'pki/ca.crt', 'pki/sa.key', ...manifests];
	const check = (script = initControlPlane.check(contextFor(cluster, leader))) =>
		run(raw(script.text.replaceAll('kw_wait 40', 'kw_wait 0'), 'without patience'));

	beforeEach(() => {
		for (const file of made) put(`etc/kubernetes/${file}`, '');
		put('etc/kubernetes/admin.conf', `    server: https://${endpointText(cluster)}\n`);
		put('etc/kubernetes/kubelet.conf', `    server: https://${endpointText(cluster)}\n    client-certificate: /current.pem\n`);
		put('var/lib/kubelet/config.yaml', 'rotateCertificates: true\n');
		put('var/lib/kubewiz/kubeadm.attempt', `init ${cluster.name} https://${endpointText(cluster)}\n`);
		play('kubectl', `echo '${refused}' >&2; exit 1`);
	});

	it('is waited for, and then no reason for a reset, where kubeadm came to its end', () => {
		expect(check()).toEqual({
			code: 1,
			output: expect.stringMatching(/does not answer.*was refused.*Nothing is to be made anew.*journalctl -u kubelet/s),
		});
		expect(check().output).not.toMatch(/reset/);
		expect(initControlPlane.check(contextFor(cluster, leader)).text).toContain('kw_wait 40');
	});

	it('is half made only where files of kubeadm’s last phases were never there', () => {
		rmSync(join(root, 'etc/kubernetes/manifests/kube-apiserver.yaml'));
		expect(check()).toMatchObject({code: 11, output: expect.stringContaining('kube-apiserver.yaml')});
		// Seen finished once, it was taken away by somebody since.
		put('var/lib/kubewiz/cluster-uid', 'uid\n');
		expect(check()).toMatchObject({code: 1, output: expect.stringMatching(/No longer there: \S+kube-apiserver\.yaml/)});
	});

	it('is half made while the kubelet has not got its lasting certificate', () => {
		put('etc/kubernetes/kubelet.conf', '    client-certificate-data: abc\n');
		expect(check()).toMatchObject({code: 11, output: expect.stringContaining('lasting certificate')});
	});

	it('is asked again when it comes back in time, and half made only when objects are not found', () => {
		play(
			'kubectl',
			`case "$*" in *readyz*) [ -e ${root}/up ] || { touch ${root}/up; exit 1; } ;; *coredns*) cat ${root}/said; exit 1 ;; esac`,
		);
		put('said', 'Error from server (NotFound): deployments.apps "coredns" not found');
		expect(check()).toMatchObject({code: 11, output: expect.stringContaining('"coredns" not found')});
		put('said', 'Unable to connect to the server: net/http: TLS handshake timeout');
		expect(check()).toMatchObject({code: 1, output: expect.stringContaining('TLS handshake timeout')});
	});

	it('without admin.conf is no host to begin anew on', () => {
		put('var/lib/kubewiz/cluster-uid', 'uid\n');
		rmSync(join(root, 'etc/kubernetes/admin.conf'));
		expect(check()).toMatchObject({code: 1, output: expect.stringContaining('kubeadm init phase kubeconfig admin')});
	});

	it.each([
		['worker', joinWorker, cluster.hosts.at(-1) as typeof leader],
		['further control plane', joinControlPlane, cluster.hosts[1] as typeof leader],
	])('leaves a joined %s a node that is not half joined', (_what, step, host) => {
		expect(check(step.check(contextFor(cluster, host)))).toMatchObject({code: 1, output: expect.stringContaining(refused)});
		play('kubectl', `echo 'Error from server (NotFound): nodes "${host.name}" not found' >&2; exit 1`);
		expect(check(step.check(contextFor(cluster, host)))).toMatchObject({code: 11, output: expect.stringContaining('has no node')});
	});
});

describe('the names in /etc/hosts', () => {
	const before = `127.0.0.1 localhost\n127.0.1.1 ${leader.name}.example.com ${leader.name}\n10.9.9.9 other\n`;
	const hosts = () => readFileSync(join(root, 'etc/hosts'), 'utf8');

	it('keep the full name of the host, at its real address, also the second time', () => {
		put('etc/hosts', before);
		expect(run(writeHostsFile.apply(contextFor(cluster, leader)))).toMatchObject({code: 0});
		const once = hosts();
		expect(once.split('\n')).toEqual(
			expect.arrayContaining([`${leader.nodeIp} ${leader.name}.example.com ${leader.name}`, '127.0.0.1 localhost', '10.9.9.9 other']),
		);
		expect(once).not.toMatch(/^127\.0\.1\.1/m);
		expect(run(writeHostsFile.check(contextFor(cluster, leader)))).toEqual({code: 0, output: ''});
		expect(run(writeHostsFile.apply(contextFor(cluster, leader)))).toEqual({code: 0, output: ''});
		expect(hosts()).toBe(once);
	});
});

describe('a disk of etcd’s own', () => {
	const [, second] = cluster.hosts as [Cluster['hosts'][number], Cluster['hosts'][number]];

	it.each([
		['kubeadm init', () => initControlPlane.apply(contextFor(cluster, leader))],
		['kubeadm join', () => joinControlPlane.apply(contextFor(cluster, second))],
	])('is empty for %s, which would refuse lost+found', (_name, script) => {
		mkdirSync(join(root, 'var/lib/etcd/lost+found'), {recursive: true});
		mkdirSync(join(root, 'run'));
		play('kubeadm', `[ -z "$(ls -A ${root}/var/lib/etcd)" ] || exit 9`);
		const values = 'KW_JOIN_TOKEN=t KW_CA_HASH=h KW_CERTIFICATE_KEY=k';
		const text = script().text.replaceAll('/run/kubewiz-join.yaml', `${root}/run/join.yaml`);
		expect(run(raw(`${values}\n${text}`, 'with values'))).toMatchObject({code: 0});
	});
});

describe('the proof, when a node of the same name has come anew', () => {
	const names = cluster.hosts.map((host) => host.name);
	const record = [recordHead(cluster), ...names, ''].join('\n');
	const context = contextFor(cluster, leader);

	beforeEach(() => put('etc/kubernetes/kubelet.conf', ''));

	it('is no longer on record where tokens are made', () => {
		put('var/lib/kubewiz/proof', record);
		play('openssl', ':');
		play('kubeadm', 'echo token');
		expect(run(makeJoinToken.apply(context))).toEqual({code: 0, output: ''});
		expect(existsSync(join(root, 'var/lib/kubewiz/proof'))).toBe(false);
	});

	it.each([answerInPods, proveNetwork])('is taken part in by hosts that had proven theirs: $id', (step) => {
		put('var/lib/kubewiz/proof', record);
		play('kubectl', `cat ${root}/phase`);
		expect(run(step.check(context))).toEqual({code: 0, output: ''});
		put('var/log/pods/kubewiz-proof_proof-x_uid/pause/0.log', '');
		put('phase', 'Running');
		expect(run(step.check(context))).toEqual({code: 10, output: 'a proof is under way'});
		put('phase', '');
		expect(run(step.check(context))).toEqual({code: 0, output: ''});
	});

	describe('of which some cannot take part', () => {
		const far = 'it stopped answering the cluster meanwhile';
		const nobody = 'nobody listens there: the host was set aside, or failed before';
		const answer = [75, 87, 129, 128, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 1, 0, 0, 1, 0, 1, 0, 0, 0, 9, 0, 4];
		const octal = [...answer, ...serviceAddress(cluster, 1).split('.').map(Number)].map(
			(byte) => `\\\\${byte.toString(8).padStart(3, '0')}`,
		);
		const addresses = new Map([...names, 'stranger'].map((name, index) => [name, `10.1.1.${index}`]));
		const proven = () => readFileSync(join(root, 'var/lib/kubewiz/proof'), 'utf8').trim().split('\n').slice(1);

		/** Pods as the API lists them, nodes that said they listen, and those whose pods answer. */
		function world(pods: readonly string[], listening: readonly string[], answering = listening): void {
			const far = Math.round(Date.now() / 1000) + 1000;
			put(
				'pods',
				pods
					.map((pod) => `${pod.split(' ')[0]} ${addresses.get(pod.split(' ')[0] as string)} ${pod.split(' ').slice(1).join(' ')}\n`)
					.join(''),
			);
			put('listening', listening.map((name) => `${name} ${far}\n`).join(''));
			play(
				'kubectl',
				`case "$*" in *field-selector*) echo 'uid 10.1.1.0 Running' ;; *configmap*) cat ${root}/listening ;; *'get pods'*) cat ${root}/pods ;; esac`,
			);
			play(
				'nsenter',
				`case "$*" in
*curl*) echo gitVersion ;;
*dev/udp*) printf "${octal.join('')}" ;;
*' 80') echo ${names[0]} ;;
${answering.map((name) => `*' ${addresses.get(name)} 8080') echo ${name} ;;`).join('\n')}
*) echo refused; exit 1 ;;
esac`,
			);
		}

		/** No process of this machine is in a pod of the proof, and nothing is waited for. */
		function prove() {
			const apply = proveNetwork
				.apply(context)
				.text.replace(/^pid=.*$/m, 'pid=1')
				.replaceAll(/kw_wait \d+/g, 'kw_wait 0');
			return run(raw(apply, 'with a process'));
		}
		const up = (name: string) => `${name} Running True`;

		it('asks all that listen, and no pod on a node the spec does not name', () => {
			world([...names, 'stranger'].map(up), [...names, 'stranger']);
			expect(prove()).toMatchObject({code: 0, output: expect.not.stringContaining('stranger')});
			expect(proven()).toEqual(names);
		});

		it('goes on without a host that was set aside while its pod runs, and says so', () => {
			const [aside, ...others] = [...names].reverse() as [string, ...string[]];
			world(names.map(up), others);
			expect(prove()).toMatchObject({code: 0, output: expect.stringContaining(`pod on ${aside}: not proven, ${nobody}`)});
			expect(proven()).toEqual([`# not proven: ${aside} ${nobody}`, ...names.filter((name) => name !== aside)]);
		});

		it('goes on without a node that has gone since it listened', () => {
			const [gone, ...others] = [...names].reverse() as [string, ...string[]];
			world([...others.map(up), `${gone} Running False`], names, others);
			expect(prove()).toMatchObject({code: 0});
			expect(proven()).toContain(`# not proven: ${gone} ${far}`);
		});

		it('fails when a pod does not answer that should, having asked the others', () => {
			const [deaf, ...others] = [...names].reverse() as [string, ...string[]];
			world(names.map(up), names, others);
			const {code, output} = prove();
			expect(code).toBe(1);
			expect(output).toContain(`does not reach pod ${addresses.get(deaf)} on ${deaf}`);
			for (const name of others) expect(output).toContain(`pod on ${name} at ${addresses.get(name)}: reached`);
		});
	});
});

describe('root’s kubeconfig', () => {
	const admin = (certificate: string) =>
		[`    certificate-authority-data: Y2E=`, '    server: https://10.0.0.1:6443', `    client-certificate-data: ${certificate}`, ''].join(
			'\n',
		);
	const check = () => run(writeRootKubeconfig.check(contextFor(cluster, leader)));
	const apply = () => run(writeRootKubeconfig.apply(contextFor(cluster, leader)));
	const file = () => join(root, '.kube/config');

	beforeEach(() => {
		put('etc/kubernetes/admin.conf', admin('bmV3'));
		put('var/lib/kubewiz/cluster-uid', 'uid');
		play('getent', `echo root:x:0:0:root:${root}:/bin/sh`);
		play('kubectl', 'echo uid');
	});

	it('is the administrator’s where there was none', () => {
		expect(check()).toMatchObject({code: 10});
		expect(apply()).toMatchObject({code: 0});
		expect(readFileSync(file(), 'utf8')).toBe(admin('bmV3'));
		expect(check()).toEqual({code: 0, output: ''});
	});

	it('is left alone when it names other clusters', () => {
		const others = `${admin('bmV3')}    server: https://other\n`;
		put('.kube/config', others);
		expect(check()).toEqual({code: 0, output: ''});
		expect(apply()).toMatchObject({code: 0, output: expect.stringContaining('left as it is')});
		expect(readFileSync(file(), 'utf8')).toBe(others);
	});

	it('is right with what root has chosen beside, and written anew when the certificate was renewed', () => {
		put('.kube/config', `${admin('bmV3')}    namespace: mine\n`);
		chmodSync(file(), 0o600);
		expect(check()).toEqual({code: 0, output: ''});
		put('.kube/config', admin('b2xk'));
		expect(check()).toMatchObject({code: 10});
		expect(apply()).toMatchObject({code: 0});
		expect(readFileSync(file(), 'utf8')).toBe(admin('bmV3'));
	});
});

describe('a proxy in the environment of root’s login', () => {
	const seen = `env | grep -i _proxy= && exit 9`;
	const exported = (script: Script) =>
		run(raw(`export https_proxy=http://p:3128 HTTPS_PROXY=http://p:3128\n${script.text}`, 'as after a login'));

	it.each([initControlPlane, makeJoinToken])('is no way to the API: $id', (step) => {
		play('kubeadm', `${seen}; echo token`);
		play('openssl', ':');
		expect(exported(step.apply(contextFor(cluster, leader)))).toMatchObject({code: 0});
	});

	it('is not asked by kubectl', () => {
		play('kubectl', `${seen}; echo True`);
		expect(exported(sequence([adminKubectl, sh`kw_kubectl get nodes`]))).toEqual({code: 0, output: 'True'});
		expect(exported(sequence([nodeKubectl, sh`kw_nodectl get node`]))).toEqual({code: 0, output: 'True'});
	});
});

describe('containerd for a kubelet that speaks CRI v1alpha2 only', () => {
	const apply = (kubernetesVersion: string) => {
		const script = installContainerd.apply(contextFor({...cluster, kubernetesVersion}, leader));
		return run(raw(`kw_wait_for_lock() { :; }\n${script.text}`, 'with a played apt'));
	};
	const asked = () => readFileSync(join(root, 'asked'), 'utf8');

	beforeEach(() => {
		play('apt-get', `echo "$*" >>${root}/asked`);
		play('apt-cache', `printf '%s\\n' 'p | 2.2.1-1 | r' 'p | 1.7.29-1 | r' 'p | 1.6.9-1 | r'`);
		play('systemctl', ':');
	});

	it('is the newest 1.x, and the newest of all for others', () => {
		expect(apply('1.22.17')).toMatchObject({code: 0});
		expect(asked()).toContain(`${cluster.runtime.package}=1.7.29-1`);
		rmSync(join(root, 'asked'));
		expect(apply('1.23.17')).toMatchObject({code: 0});
		expect(asked()).not.toContain('=1.7');
	});

	it('is refused where it is there already and too new', () => {
		const check = (kubernetesVersion: string) => run(installContainerd.check(contextFor({...cluster, kubernetesVersion}, leader)));
		play('dpkg-query', `[ "$3" != ${cluster.runtime.package} ] || echo "installed $(cat ${root}/version)"`);
		put('version', '2.2.1-1\n');
		expect(check('1.22.17')).toMatchObject({code: 12, output: expect.stringContaining('is 2.2.1-1, and Kubernetes 1.22.17 can talk')});
		expect(check('1.23.17')).toMatchObject({code: 0});
		put('version', '1:1.7.29-1\n');
		expect(check('1.22.17')).toMatchObject({code: 0});
	});

	it('is missed in plain words where there is none', () => {
		play('apt-cache', `echo 'p | 2.2.1-1 | r'`);
		expect(apply('1.20.2')).toMatchObject({code: 1, output: expect.stringContaining('needs containerd 1.x')});
	});
});

describe('containerd’s configuration', () => {
	const step = configureContainerd;
	const config = () => readFileSync(join(root, 'etc/containerd/config.toml'), 'utf8');

	beforeEach(() => {
		put('var/lib/kubewiz/images.list', '# head\nregistry.k8s.io/pause:3.10\n');
		put('daemon', `${process.pid}`);
		play(
			'containerd',
			`case $1 in --version) echo 'containerd github.com/containerd/containerd v1.7.1 x' ;; *) cat ${root}/etc/containerd/config.toml ;; esac`,
		);
		play('crictl', ':');
		// Another process of this machine stands for a containerd that was started anew.
		play('systemctl', `case $1 in show) echo "MainPID=$(cat ${root}/daemon)" ;; restart) echo ${process.ppid} >${root}/daemon ;; esac`);
	});
	const check = () => run(step.check(contextFor(cluster, leader)));

	it('is read by a daemon that was started after it was written, whatever the clocks say', () => {
		expect(check()).toMatchObject({code: 10});
		expect(run(step.apply(contextFor(cluster, leader)))).toMatchObject({code: 0});
		expect(config()).toContain('registry.k8s.io/pause:3.10');
		utimesSync(join(root, 'etc/containerd/config.toml'), new Date(), new Date('2040-01-01'));
		expect(check()).toEqual({code: 0, output: ''});
	});

	it('is not read yet when the restart did not come', () => {
		play('systemctl', `case $1 in show) echo "MainPID=$(cat ${root}/daemon)" ;; restart) exit 1 ;; esac`);
		expect(run(step.apply(contextFor(cluster, leader))).code).toBe(1);
		expect(check()).toEqual({code: 10, output: 'containerd was started before its configuration was written'});
	});

	it('is not written without a pause image', () => {
		put('var/lib/kubewiz/images.list', '# head\n');
		expect(run(step.apply(contextFor(cluster, leader)))).toMatchObject({code: 1, output: expect.stringContaining('no pause image')});
		expect(existsSync(join(root, 'etc/containerd/config.toml'))).toBe(false);
	});
});

describe('a repository of somebody else’s that apt cannot read', () => {
	const broken = `Err:5 https://ppa.example/ubuntu noble Release
  404  Not Found
E: The repository 'https://ppa.example/ubuntu noble Release' does not have a Release file.`;
	const apply = () => {
		const script = installTools.apply(contextFor(cluster, leader));
		return run(raw(`kw_wait_for_lock() { :; }\n${script.text.replaceAll('kw_has ', 'false ')}`, 'with a played apt'));
	};

	beforeEach(() => {
		put('etc/apt/sources.list', 'deb http://deb.example/debian bookworm main\n');
		put('etc/apt/sources.list.d/ppa.sources', 'Types: deb\nURIs: https://ppa.example/ubuntu/\nSuites: noble\n');
		put('etc/apt/sources.list.d/off.list', '# deb https://ppa.example/ubuntu noble main\n');
		put('said', `${broken}\n`);
		play('dpkg', ':');
		play('apt-get', `case "$*" in *update) cat ${root}/said; exit 100 ;; *) echo "$*" >>${root}/asked; exit "$(cat ${root}/end)" ;; esac`);
		put('end', '0\n');
	});

	it('is told with its file, and what is needed comes from the others', () => {
		const {code, output} = apply();
		expect({code, output}).toMatchObject({code: 0});
		expect(output.match(/^warning: .*$/gm)).toEqual([
			`warning: apt cannot read the repository https://ppa.example/ubuntu/, named in ${root}/etc/apt/sources.list.d/ppa.sources; going on with what the others have`,
		]);
		expect(readFileSync(join(root, 'asked'), 'utf8')).toContain('conntrack');
	});

	it('is the last word where something needed is missing', () => {
		put('end', '100\n');
		const {code, output} = apply();
		expect(code).toBe(100);
		expect(output.trimEnd()).toMatch(
			/had said before:\nE: The repository 'https:\/\/ppa\.example\/ubuntu noble Release' does not have a Release file\.$/,
		);
	});
});

describe('a repository that another file names as well', () => {
	const other = 'etc/apt/sources.list.d/other.list';
	const {packages, images, registries} = cluster.mirrors;
	const alone: Cluster = {...cluster, mirrors: {packages, images, registries}};
	const apply = () => run(addRepositories.apply(contextFor(alone, leader)));

	beforeEach(() => {
		play('apt-get', ':');
		play('curl', 'exit 6');
		play('gpg', `printf 'pub:-:255:22:1:1::::::\\nfpr:::::::::${packages.keyFingerprint}:\\n'`);
		put('etc/apt/keyrings/kubernetes-apt-keyring.gpg', 'key');
	});

	it('is refused, naming the file', () => {
		put(other, `deb ${packages.deb.url} /\n`);
		expect(apply()).toMatchObject({code: 1, output: expect.stringContaining(`${root}/${other} names`)});
	});

	it('is no matter once that entry is commented out, as was asked for', () => {
		put(other, `# deb ${packages.deb.url} /\n`);
		expect(apply()).toMatchObject({code: 0});
		expect(readFileSync(join(root, 'etc/apt/sources.list.d/kubernetes.list'), 'utf8')).toContain(packages.deb.url);
	});
});

describe('what the spec no longer names', () => {
	const {packages, images} = cluster.mirrors;
	const {proxy: _, ...direct} = cluster;
	const plain: Cluster = {...direct, mirrors: {packages, images, registries: {}}};
	const file = (path: string) => join(root, path);

	/** What the second spec does to what the first one made. */
	function specChanges(step: Step, before: Cluster, between: () => void = () => {}): void {
		play('systemctl', `echo "$*" >>${root}/systemctl`);
		play('apt-get', ':');
		play('gpg', `printf 'pub:-:255:22:1:1::::::\\nfpr:::::::::${packages.keyFingerprint}:\\n'`);
		expect(run(step.apply(contextFor(before, leader)))).toMatchObject({code: 0});
		between();
		expect(run(step.check(contextFor(plain, leader)))).toMatchObject({code: 10, output: expect.stringContaining('no longer in the spec')});
		expect(run(step.apply(contextFor(plain, leader)))).toMatchObject({code: 0});
		expect(run(step.check(contextFor(plain, leader)))).toEqual({code: 0, output: ''});
	}

	it('is taken away again: a proxy, whose daemons are started anew', () => {
		specChanges(setProxy, {...plain, proxy: {http: 'http://10.0.0.9:3128', noProxy: []}});
		expect(existsSync(file('etc/apt/apt.conf.d/90kubewiz-proxy'))).toBe(false);
		expect(existsSync(file('etc/systemd/system/kubelet.service.d/kubewiz-proxy.conf'))).toBe(false);
		expect(readFileSync(file('systemctl'), 'utf8')).toContain('try-restart containerd');
	});

	it('is taken away again: a registry’s mirror, but none of somebody else’s', () => {
		const registries = {'docker.io': 'https://mirror.example', 'quay.io': 'https://mirror.example/quay'};
		put('etc/containerd/certs.d/other.example/hosts.toml', 'theirs');
		specChanges(configureRegistries, {...plain, mirrors: {...plain.mirrors, registries}}, () =>
			put('etc/containerd/certs.d/quay.io/hosts.toml', 'changed by hand'),
		);
		expect(existsSync(file('etc/containerd/certs.d/docker.io'))).toBe(false);
		expect(readFileSync(file('etc/containerd/certs.d/quay.io/hosts.toml'), 'utf8')).toBe('changed by hand');
		expect(readFileSync(file('etc/containerd/certs.d/other.example/hosts.toml'), 'utf8')).toBe('theirs');
	});

	it('is taken away again: Docker’s repository, and one that was there before comes back', () => {
		put('etc/apt/sources.list.d/docker.list', 'deb [signed-by=/usr/share/keyrings/docker.gpg] https://download.docker.com stable\n');
		put('etc/apt/keyrings/kubernetes-apt-keyring.gpg', 'key');
		put('etc/apt/keyrings/docker.gpg', 'key');
		const dockerCe = {...packages, deb: {url: 'https://mirror.example/docker-ce', layout: 'flat'}} as const;
		specChanges(addRepositories, {...plain, mirrors: {...plain.mirrors, dockerCe}});
		expect(readFileSync(file('etc/apt/sources.list.d/docker.list'), 'utf8')).toContain('download.docker.com');
		expect(existsSync(file('etc/apt/keyrings/docker.gpg'))).toBe(true);
	});
});

describe('ufw', () => {
	const check = () => run(settleFirewall.check(contextFor(cluster, leader)));
	const lines = (rules: readonly string[]) => ['Status: active', '', 'To  Action  From', '--  ------  ----', ...rules].join('\n');
	const all = [
		'6443/tcp',
		'2379:2380/tcp',
		'10250/tcp',
		'10256/tcp',
		'30000:32767/tcp',
		'30000:32767/udp',
		'8472/udp',
		'179/tcp',
		'4789/udp',
		'5473/tcp',
	];
	const rules = [
		...all.map((port) => `${port}  ALLOW  Anywhere  # kubewiz`),
		...[cluster.network.podCidr, cluster.network.serviceCidr].map((cidr) => `Anywhere  ALLOW  ${cidr}  # kubewiz`),
	];

	beforeEach(() => {
		put('etc/ufw/ufw.conf', 'ENABLED=yes\n');
		put('etc/default/ufw', 'DEFAULT_FORWARD_POLICY="ACCEPT"\n');
		play('ufw', `cat ${root}/rules`);
	});

	it('lets everything through', () => {
		put('rules', lines(rules));
		expect(check()).toEqual({code: 0, output: ''});
	});

	it.each([
		['a longer port', '16443/tcp  ALLOW  Anywhere'],
		['a rule that denies', '6443/tcp  DENY  Anywhere'],
	])('is not taken for open by %s', (_what, line) => {
		put('rules', lines([line, ...rules.slice(1)]));
		expect(check()).toEqual({code: 10, output: 'ufw does not let 6443/tcp through'});
	});
});
