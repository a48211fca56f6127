import type {Facts, Link} from '../../cluster/facts.ts';
import type {FactLines} from './lines.ts';

type NetworkFacts = Pick<
	Facts,
	'macs' | 'addresses' | 'routes' | 'defaultRoute' | 'nameservers' | 'upstreamNameservers' | 'links' | 'listeners' | 'proxyEnv' | 'etcHosts'
>;

export function parseNetwork(facts: FactLines): NetworkFacts {
	const links = facts.all('link').map(linkOf);
	const defaultRoute = defaultRouteOf(facts);
	const upstream = nameserversIn(facts, '/run/systemd/resolve/resolv.conf');
	return {
		links,
		macs: macsOf(links, defaultRoute?.interface),
		addresses: facts.all('address').map(([name = '', cidr = '']) => ({interface: name, cidr})),
		routes: facts
			.all('route')
			.flatMap(([destination = '', name = '']) => (destination === 'default' ? [] : [{destination, interface: name}])),
		...(defaultRoute ? {defaultRoute} : {}),
		nameservers: nameserversIn(facts, '/etc/resolv.conf'),
		...(upstream.length > 0 ? {upstreamNameservers: upstream} : {}),
		listeners: facts.all('listen').map(([address = '', port = '0', program = '']) => ({
			port: Number(port),
			address: address.replace(/%.*$/, ''),
			...(program ? {program} : {}),
		})),
		proxyEnv: facts.map('proxy'),
		etcHosts: facts.all('etc-hosts').map(([address = '', names = '']) => ({address, names: names.split(' ')})),
	};
}

function linkOf([name = '', mac = '', mtu = '', state = '', kind = '']: readonly string[]): Link {
	return {
		name,
		...(/^[0-9a-f]{2}(:[0-9a-f]{2})+$/i.test(mac) && !/^(00:)+00$/.test(mac) ? {mac: mac.toLowerCase()} : {}),
		...(Number(mtu) > 0 ? {mtu: Number(mtu)} : {}),
		state,
		hardware: kind === 'hardware',
	};
}

/** Hardware addresses that identify the host: of its network cards, and of the link it is reached by when that is a bond, a bridge or a container's. */
function macsOf(links: readonly Link[], defaultInterface: string | undefined): readonly string[] {
	const own = links.filter((link) => link.hardware || link.name === defaultInterface);
	return [...new Set(own.flatMap((link) => (link.mac ? [link.mac] : [])))].sort();
}

function defaultRouteOf(facts: FactLines): Facts['defaultRoute'] {
	const [, name = '', gateway = ''] =
		[...facts.all('route'), ...facts.all('route6')].find(([destination]) => destination === 'default') ?? [];
	return name ? {interface: name, gateway} : undefined;
}

function nameserversIn(facts: FactLines, file: string): readonly string[] {
	return facts.all('nameserver').flatMap(([from, address]) => (from === file && address ? [address] : []));
}
