import type {Command} from 'commander';
import {parse} from 'yaml';
import {stepLibrary} from '../../steps/lib.ts';
import type {ClusterDocument} from '../cluster/schema/cluster.ts';
import {parseFault, parseHostFaults} from '../demo/faults.ts';
import {simulatedFlannel} from '../demo/flannel-manifest.ts';
import {createDemoHome, type DemoHome} from '../demo/home.ts';
import {type DemoOptions, demoHostNames} from '../demo/options.ts';
import {probeSimulated, wayTo} from '../demo/way.ts';
import {exitCodes} from '../events/event.ts';
import {createFleet} from '../remote/fleet.ts';
import {ToldError} from '../told.ts';
import {usageError} from './command-error.ts';
import type {DemoFlags} from './demo.ts';
import {hasScreen} from './has-screen.ts';
import {install} from './install.ts';
import {lastingCommands} from './lasting.ts';
import {loadCluster} from './load-cluster.ts';
import type {Place} from './place.ts';
import type {Session} from './session.ts';
import {withKeyboard} from './wizard/keyboard.ts';

/** What `demo` does: the wizard for a person at a terminal, else apply told line by line. Gives the exit code. */
export async function runDemo(session: Session, command: Command, flags: DemoFlags): Promise<number> {
	return hasScreen(session) ? withKeyboard(session, () => demoWizard(session, command, flags)) : demo(session, flags);
}

async function demoWizard(session: Session, command: Command, flags: DemoFlags): Promise<number> {
	const {openWizard} = await import('./open-wizard.ts');
	const home = await createDemoHome(withStory(demoOptions(flags)));
	try {
		const {spec} = parse(home.spec) as ClusterDocument;
		const document = {...(parse(home.spec) as ClusterDocument), spec: {...spec, hosts: []}};
		const offered = spec.hosts.filter((host) => typeof host !== 'string').map(({roles: _, ...host}) => host);
		return await openWizard(
			session,
			command,
			{},
			{
				// Who tries again has been to the machine room: what lost its power has it back.
				place: {simulation: true, load: async () => ({...demoPlace(home), again: () => home.fleet.powerOn()})},
				offered,
				document,
				directory: session.flags.stateDir ?? home.directory,
				fleeting: home.directory,
				kubeconfig: false,
			},
		);
	} finally {
		await home.close();
	}
}

/**
 * What goes wrong in the wizard's simulation, unless the operator asked for
 * something of his own: two hosts are clones of one image, one of them with a
 * wrong clock, which preflight finds and mends; one has swap on, which the
 * install turns off; and one loses its power while it joins.
 */
function withStory(options: DemoOptions): DemoOptions {
	const workers = demoHostNames(options).slice(options.controlPlanes ?? 1);
	const [first, second, last] = [workers[0], workers[1], workers.at(-1)];
	if (first === undefined || second === undefined || last === undefined || last === second) return options;
	// In kubeadm's own preflight, before anything is left behind: once it has its power back, trying again is enough.
	const dies = {kind: 'die', step: 'workers/join', host: last, always: false, beat: 0} as const;
	return {
		...options,
		hostFaults: {[first]: ['swap-on'], [second]: ['clock-skew', 'same-machine-id'], [last]: ['same-machine-id']},
		...((options.faults ?? []).length === 0 && {faults: [dies]}),
	};
}

async function demo(session: Session, flags: DemoFlags): Promise<number> {
	const home = await createDemoHome(demoOptions(flags));
	try {
		const own = ownRecord(session, home);
		const loaded = await loadCluster(own, home.specFile);
		const go = (mode: 'apply' | 'resume') =>
			install(own, {mode, loaded, place: demoPlace(home), flags: {file: home.specFile, yes: true, kubeconfig: false}});
		const code = await go('apply');
		if (code === exitCodes.done || !flags.resume) return code;
		home.fleet.powerOn();
		return await go('resume');
	} finally {
		await home.close();
	}
}

/** A simulation keeps its record apart from those of real clusters; with no directory named, it goes when the hosts go. */
function ownRecord(session: Session, home: DemoHome): Session {
	if (session.flags.stateDir) return session;
	const emit: Session['emit'] = (event) => session.emit(lastingCommands(event, home.directory));
	return {...session, emit, logIn: () => session.logIn(undefined), flags: {...session.flags, stateDir: home.directory}};
}

function demoPlace(home: DemoHome): Place {
	return {
		simulation: true,
		patience: home.patience,
		open: (cluster, auth, redactor) => createFleet({hosts: cluster.hosts, auth, redactor, library: stepLibrary, ...wayTo(home)}),
		probe: (address, port, signal) => probeSimulated(home, address, port, signal),
		fetch: async () => simulatedFlannel,
	};
}

function demoOptions(flags: DemoFlags): DemoOptions {
	const {hosts, controlPlanes, speed, latency, seed} = flags;
	const size = {hosts, controlPlanes};
	try {
		const names = demoHostNames(size);
		const faults = (['fail', 'drop', 'reboot', 'die'] as const).flatMap((kind) =>
			(flags[kind] ?? []).map((text) => parseFault(kind, text, names)),
		);
		const wrongs = parseHostFaults(flags.hostFault ?? [], names);
		return {
			...size,
			speed,
			faults,
			hostFaults: wrongs,
			...(latency === undefined ? {} : {latencyMs: latency}),
			...(seed === undefined ? {} : {seed}),
		};
	} catch (error) {
		if (error instanceof ToldError) throw usageError('demo', error.told);
		throw error;
	}
}
