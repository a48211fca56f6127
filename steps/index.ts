import {uploadCertificates} from './control-plane/certificate-key.ts';
import {initControlPlane} from './control-plane/init.ts';
import {joinControlPlane} from './control-plane/join.ts';
import {makeJoinToken} from './control-plane/join-token.ts';
import {writeRootKubeconfig} from './control-plane/kubeconfig.ts';
import {revokeCredentials} from './control-plane/revoke.ts';
import {listImages} from './images/list.ts';
import {pullImages} from './images/pull.ts';
import {applyNetwork} from './network/apply.ts';
import {installContainerd} from './packages/containerd.ts';
import {installKubernetes} from './packages/kubernetes.ts';
import {addRepositories} from './packages/repositories.ts';
import {settleFirewall} from './prepare/firewall.ts';
import {setHostname} from './prepare/hostname.ts';
import {writeHostsFile} from './prepare/hosts-file.ts';
import {loadModules} from './prepare/modules.ts';
import {leaveCalicosInterfaces} from './prepare/network-manager.ts';
import {setProxy} from './prepare/proxy.ts';
import {setSelinuxPermissive} from './prepare/selinux.ts';
import {turnSwapOff} from './prepare/swap.ts';
import {setSysctls} from './prepare/sysctl.ts';
import {synchroniseTime} from './prepare/time.ts';
import {installTools} from './prepare/tools.ts';
import {finishProof} from './proof/finish.ts';
import {answerInPods} from './proof/listen.ts';
import {startProofPods} from './proof/pods.ts';
import {proveNetwork} from './proof/reach.ts';
import {waitUntilReady} from './proof/ready.ts';
import {reportCluster} from './proof/report.ts';
import {configureContainerd} from './runtime/containerd.ts';
import {configureRegistries} from './runtime/registries.ts';
import type {Step} from './step.ts';
import {joinWorker} from './workers/join.ts';
import {labelNodes} from './workers/labels.ts';

/** All steps, in the order in which a person would do them. Each says itself what it waits for. */
export const steps: readonly Step[] = [
	// Prepare each host.
	setHostname,
	writeHostsFile,
	setProxy,
	installTools,
	synchroniseTime,
	turnSwapOff,
	loadModules,
	setSysctls,
	setSelinuxPermissive,
	settleFirewall,
	leaveCalicosInterfaces,

	// Install the container runtime and Kubernetes' programs.
	addRepositories,
	installContainerd,
	installKubernetes,

	// Learn the images, set the runtime up with them, pull them.
	listImages,
	configureRegistries,
	configureContainerd,
	pullImages,

	// Create the control plane on the first host, and the network between pods.
	initControlPlane,
	applyNetwork,

	// Join the others: control planes one at a time, workers as they are ready.
	makeJoinToken,
	uploadCertificates,
	joinControlPlane,
	joinWorker,
	writeRootKubeconfig,
	labelNodes,
	revokeCredentials,

	// Prove that it works, from every node, and report.
	waitUntilReady,
	startProofPods,
	answerInPods,
	proveNetwork,
	finishProof,
	reportCluster,
];
