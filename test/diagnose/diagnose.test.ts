import {describe, expect, it} from 'vitest';
import {diagnose, recognise} from '../../src/diagnose/diagnose.ts';
import {explainRemoteError} from '../../src/diagnose/explain-remote-error.ts';
import type {RemoteErrorCode} from '../../src/remote/contract.ts';

const of = (log: string) =>
	diagnose(
		log
			.trim()
			.split('\n')
			.map((line) => line.trim()),
	);

describe('diagnose on whole logs', () => {
	it('kubeadm init: preflight errors among warnings', () => {
		const found = of(`
			[init] Using Kubernetes version: v1.36.4
			[preflight] Running pre-flight checks
			\t[WARNING Firewalld]: firewalld is active, please ensure ports [6443 10250] are open or your cluster may not function correctly
			\t[WARNING Swap]: swap is supported for cgroup v2 only. The kubelet must be properly configured to use swap.
			\t[WARNING Hostname]: hostname "cp1" could not be reached
			error execution phase preflight: [preflight] Some fatal errors occurred:
			\t[ERROR Port-6443]: Port 6443 is in use
			[preflight] If you know what you are doing, you can make a check non-fatal with \`--ignore-preflight-errors=...\`
			To see the stack trace of this error execute with --v=5 or higher
		`);
		expect(found?.known.id).toBe('E6');
		expect(found?.evidence).toBe('[ERROR Port-6443]: Port 6443 is in use');
	});

	it('kubeadm init that hangs because of the cgroup driver: the kubelet says why', () => {
		const found = of(`
			[wait-control-plane] Waiting for the kubelet to boot up the control plane as static Pods
			[kubelet-check] Initial timeout of 40s passed.
			[kubelet-check] It seems like the kubelet isn't running or healthy.
			[kubelet-check] The HTTP call equal to 'curl -sSL http://localhost:10248/healthz' failed with error: Get "http://localhost:10248/healthz": dial tcp 127.0.0.1:10248: connect: connection refused.
			Unfortunately, an error has occurred:
			timed out waiting for the condition
			This error is likely caused by:
			- The kubelet is not running
			couldn't initialize a Kubernetes cluster
			--- journalctl -u kubelet
			kubelet[2213]: E0502 10:01:00 2213 server.go:302] "Failed to run kubelet" err="failed to run Kubelet: misconfiguration: kubelet cgroup driver: \\"systemd\\" is different from docker cgroup driver: \\"cgroupfs\\""
		`);
		expect(found?.known.id).toBe('E53');
	});

	it('only symptoms: the nearest to the cause', () => {
		const log = `
			[kubelet-check] It seems like the kubelet isn't running or healthy.
			timed out waiting for the condition
		`;
		expect(of(log)?.known.id).toBe('E29');
	});

	it('a join that times out on a full disk', () => {
		const found = of(`
			[kubelet-start] Starting the kubelet
			Failed to create pod sandbox: rpc error: code = Unknown desc = failed to get sandbox image "registry.k8s.io/pause:3.10": failed to pull image "registry.k8s.io/pause:3.10": failed to extract layer: write /var/lib/containerd/io.containerd.snapshotter.v1.overlayfs/snapshots/new-1: no space left on device
			error execution phase kubelet-start: timed out waiting for the condition
		`);
		expect(found?.known.id).toBe('E67');
	});

	it('pulls that a registry limits', () => {
		const found = of(`
			[preflight] Pulling images required for setting up a Kubernetes cluster
			error execution phase preflight: [preflight] Some fatal errors occurred:
			\t[ERROR ImagePull]: failed to pull image docker.io/kubeimage/kube-proxy:v1.36.4: output: toomanyrequests: You have reached your pull rate limit.
		`);
		expect(found?.known.id).toBe('E66');
	});

	it('the second control plane: a clock that is behind', () => {
		const found = of(`
			[download-certs] Downloading the certificates in Secret "kubeadm-certs" in the "kube-system" Namespace
			error execution phase preflight: couldn't validate the identity of the API Server: Get "https://10.0.0.100:6443/api/v1/namespaces/kube-public/configmaps/cluster-info?timeout=10s": x509: certificate has expired or is not yet valid: current time 2026-05-02T09:50:00Z is before 2026-05-02T10:00:00Z
			To see the stack trace of this error execute with --v=5 or higher
		`);
		expect(found?.known.id).toBe('E44');
	});

	it('apt: the repository of another time', () => {
		const found = of(`
			Hit:1 http://mirror.example/debian bookworm InRelease
			Err:3 https://apt.kubernetes.io kubernetes-xenial Release
			  404  Not Found [IP: 146.75.114.132 443]
			E: The repository 'https://apt.kubernetes.io kubernetes-xenial Release' does not have a Release file.
			N: Updating from such a repository can't be done securely, and is therefore disabled by default.
		`);
		expect(found?.known.id).toBe('E91');
	});

	it('of equals the later line', () => {
		const found = of(`
			\t[ERROR Port-6443]: Port 6443 is in use
			\t[ERROR NumCPU]: the number of available CPUs 1 is less than the required 2
		`);
		expect(found?.known.id).toBe('E1');
		expect(of('[ERROR Port-6443]: Port 6443 is in use\n[ERROR Port-10250]: Port 10250 is in use')?.evidence).toContain('10250');
	});

	it('a warning only when there is nothing else', () => {
		const warning = '[WARNING Firewalld]: firewalld is active, please ensure ports [6443 10250] are open';
		expect(diagnose([warning])?.known).toMatchObject({id: 'E18', level: 'warning'});
		expect(diagnose([warning, 'timed out waiting for the condition'])?.known.id).toBe('E30');
	});

	it('says nothing of what it does not know', () => {
		expect(diagnose(['Segmentation fault (core dumped)', 'make: *** [all] Error 2'])).toBeUndefined();
		expect(diagnose([])).toBeUndefined();
	});

	it('gives all that was recognised, causes first', () => {
		const ids = recognise([
			'timed out waiting for the condition',
			'no space left on device',
			'[ERROR ImagePull]: failed to pull image x',
		]).map((match) => match.known.id);
		expect(ids).toEqual(['E67', 'E14', 'E30']);
	});

	it('is quick on a long log', () => {
		const lines = Array.from({length: 2000}, (_unused, index) => `I0502 10:00:00 ${index} handler.go: GET /api/v1/nodes/w${index} 200 OK`);
		expect(diagnose([...lines, '[ERROR CRI]: container runtime is not running'])?.known.id).toBe('E11');
	});
});

describe('explainRemoteError', () => {
	const codes: readonly RemoteErrorCode[] = [
		'unreachable',
		'timeout',
		'dropped-before-login',
		'host-key-unknown',
		'host-key-changed',
		'host-key-revoked',
		'known-hosts-unreadable',
		'auth-failed',
		'passphrase-needed',
		'sudo-password-needed',
		'sudo-password-wrong',
		'sudo-not-allowed',
		'sudo-needs-tty',
		'no-agent',
		'jump-failed',
		'locked',
		'fenced',
		'file-absent',
		'protocol',
	];

	it.each(codes)('%s has words in both languages', (code) => {
		const explained = explainRemoteError({code, host: 'w7'});
		expect(explained.cause.en).toMatch(/\.$/);
		expect(explained.fix.en).toMatch(/\.$/);
		expect(explained.cause.zh).toMatch(/\p{Script=Han}.*。$/u);
		expect(explained.fix.zh).toMatch(/\p{Script=Han}.*。$/u);
		expect(explained.commands.join(' ')).not.toContain('HOST');
	});

	it('names the host in its commands', () => {
		expect(explainRemoteError({code: 'dropped-before-login', host: 'w7'}).commands).toEqual(['ssh -v w7 true']);
	});
});
