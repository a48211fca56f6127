import type {Command} from 'commander';
import {nodeNameOf} from '../../cluster/hosts.ts';
import type {HostSpec} from '../../cluster/schema/host.ts';
import {stateHome} from '../../journal/state-dir.ts';
import type {WizardEngine} from '../../store/engine.ts';
import type {Environment} from '../environment.ts';
import type {GlobalFlags} from '../flags.ts';
import type {Place} from '../place.ts';
import {asking} from './asking.ts';
import {fixing} from './fixing.ts';
import {draftHosts} from './hosts.ts';
import {inventoryOf} from './inventory.ts';
import {judging} from './judging.ts';
import {noRunYet} from './last-run.ts';
import {mending} from './mending.ts';
import {mirrorProbing} from './mirror-probing.ts';
import {planning} from './planning.ts';
import {keepReach} from './reach.ts';
import {running} from './running.ts';
import {secretStore} from './secrets.ts';
import {wizardSession} from './session.ts';
import {openShell} from './shell.ts';
import {unfinished} from './unfinished.ts';

export interface EngineOptions {
	readonly environment: Environment;
	readonly command: Command;
	readonly place: Place;
	/** Hosts to offer at once. */
	readonly offered: readonly HostSpec[];
	/** Where records are kept, instead of the usual place. */
	readonly directory?: string;
	/** Where the cluster's kubeconfig is merged; false leaves kubeconfig files alone. */
	readonly kubeconfig?: string | false;
	/** A directory that goes when this process ends; commands that name it are left out. */
	readonly fleeting?: string;
	/** Instead of the operator's and the system's ssh_config. */
	readonly sshConfigFile?: string | undefined;
}

/** The engine behind the wizard's screens: everything the verbs do, over the same rooms. */
export function wizardEngine({
	environment,
	command,
	place,
	offered,
	directory,
	fleeting,
	kubeconfig,
	sshConfigFile,
}: EngineOptions): WizardEngine {
	const secrets = secretStore();
	const reach = keepReach(place, secrets, sshConfigFile);
	const judge = judging(reach);
	const flags = command.optsWithGlobals<GlobalFlags>();
	const home = directory ?? flags.stateDir ?? stateHome(environment.env);
	const session = wizardSession(environment, command, home, () => {});
	const plan = planning({session, place, reach, judge});
	const ask = asking(reach);
	const run = noRunYet();
	let hosts: ReturnType<typeof draftHosts> = [];
	return {
		simulation: place.simulation,
		stateDir: home,
		offered: offered.map((host) => ({...host, name: nodeNameOf(host)})),
		...inventoryOf(environment, place),
		...unfinished(home, reach, environment.version),
		...ask,
		testHosts: (document, options) => {
			hosts = draftHosts(document);
			return ask.testHosts(document, options);
		},
		setSecret: (kind, secret, host) => {
			secrets.set(kind, secret, host);
			void reach.renew();
		},
		preflight: judge.preflight,
		...fixing(session, reach, judge),
		...mirrorProbing(reach, judge),
		resolve: plan.resolve,
		plan: plan.plan,
		specText: plan.specText,
		saveSpec: plan.saveSpec,
		exportShell: plan.exportShell,
		...running({
			environment,
			command,
			place,
			secrets,
			reach,
			plan,
			stateHome: home,
			kubeconfig,
			sshConfigFile,
			fleeting,
			run,
		}),
		...mending({sessionFor: (tell) => wizardSession(environment, command, home, tell), reach, run}),
		openShell: (name, hello) => openShell(reach, run.loaded?.cluster.hosts ?? hosts, name, hello),
		close: () => reach.close(),
	};
}
