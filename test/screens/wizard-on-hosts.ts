import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {parse, stringify} from 'yaml';
import {simulatedFlannel} from '../../src/demo/flannel-manifest.ts';
import {createDemoHome, type DemoHome} from '../../src/demo/home.ts';
import {type Bundle, buildBundle} from './bundle.ts';
import type {Pty} from './pty.ts';

/** The wizard itself, not the demo, for hosts that live in another process: the test's. They outlive each wizard. */
export interface WizardOnHosts {
	readonly home: DemoHome;
	/** Holds all of it; the wizard's HOME. */
	readonly directory: string;
	/** A cluster.yaml that names the hosts. */
	readonly specFile: string;
	/** Opens the wizard, with its records in the directory `state`. */
	open(state: string): Promise<Pty>;
	end(): Promise<void>;
}

/** Hosts of this machine's loopback as `options` say, and the built wizard. */
export async function wizardOnHosts(options: Parameters<typeof createDemoHome>[0]): Promise<WizardOnHosts> {
	const home = await createDemoHome({tcp: true, ...options});
	const bundle: Bundle = buildBundle();
	const {directory} = bundle;
	const config = join(directory, 'ssh_config');
	// Nothing of whoever runs the tests is read or written.
	writeFileSync(config, ['GlobalKnownHostsFile none', `UserKnownHostsFile ${home.knownHostsFile}`, 'IdentityAgent none', ''].join('\n'));
	// The pod network's manifest from a file: the test needs no network.
	const manifest = join(directory, 'flannel.yaml');
	writeFileSync(manifest, simulatedFlannel);
	const document = parse(home.spec) as {spec: object};
	const specFile = join(directory, 'cluster.yaml');
	writeFileSync(specFile, stringify({...document, spec: {...document.spec, cni: {name: 'flannel', file: manifest}}}));
	return {
		...{home, directory, specFile},
		open: (state) => bundle.start(['install', '-F', config, '--state-dir', join(directory, state)]),
		end: async () => {
			bundle.end();
			await home.close();
		},
	};
}
