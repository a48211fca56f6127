import {importHosts} from '../../inventory/import-hosts.ts';
import {importSources} from '../../inventory/import-sources.ts';
import {scanNetwork} from '../../inventory/scan.ts';
import {readHosts} from '../../inventory/typed.ts';
import type {WizardEngine} from '../../store/engine.ts';
import type {Environment} from '../environment.ts';
import type {Place} from '../place.ts';

/** Hosts in: typed, imported, scanned. */
export function inventoryOf(
	{home, cwd}: Environment,
	place: Place,
): Pick<WizardEngine, 'readHosts' | 'importSources' | 'importHosts' | 'scan'> {
	return {
		readHosts,
		importSources: () => importSources({home, cwd}),
		importHosts: (source) => importHosts(source, {home, cwd}),
		scan: (network, options) => scanNetwork(network, {...options, probe: place.probe}),
	};
}
