import {describe, expect, it} from 'vitest';
import type {Cluster} from '../../src/cluster/types.ts';
import {serviceAddress} from '../../steps/proof/addresses.ts';
import {fixtureCluster} from '../cluster/fixtures.ts';

const cluster = fixtureCluster('three-and-one');

describe('addresses of Services', () => {
	it.each([
		['10.96.0.0/12', '10.96.0.1', '10.96.0.10'],
		['10.0.0.248/29', '10.0.0.249', '10.0.1.2'],
	])('%s has the API at %s and DNS at %s', (serviceCidr, api, dns) => {
		const spec: Cluster = {...cluster, network: {...cluster.network, serviceCidr}};
		expect([serviceAddress(spec, 1), serviceAddress(spec, 10)]).toEqual([api, dns]);
	});
});
