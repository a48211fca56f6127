import {api} from './rows/api.ts';
import {etcd} from './rows/etcd.ts';
import {host} from './rows/host.ts';
import {join} from './rows/join.ts';
import {kubelet} from './rows/kubelet.ts';
import {network} from './rows/network.ts';
import {packages} from './rows/packages.ts';
import {preflightHost} from './rows/preflight-host.ts';
import {preflightRuntime} from './rows/preflight-runtime.ts';
import {preflightWarnings} from './rows/preflight-warnings.ts';
import {runtime} from './rows/runtime.ts';
import type {KnownFailure} from './types.ts';

/** Every known failure, E1 to E108. */
export const catalogue: readonly KnownFailure[] = [
	...preflightHost,
	...preflightRuntime,
	...preflightWarnings,
	...join,
	...api,
	...kubelet,
	...runtime,
	...network,
	...etcd,
	...packages,
	...host,
];
