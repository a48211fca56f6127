import {readFileSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {beforeEach, describe, expect, it} from 'vitest';
import type {Cluster} from '../../src/cluster/types.ts';
import {settleFirewall} from '../../steps/prepare/firewall.ts';
import {fixtureCluster} from '../cluster/fixtures.ts';
import {contextFor} from './contexts.ts';
import {playedHost} from './played-host.ts';
import {runScript} from './shell.ts';

const host = playedHost();
const cluster = fixtureCluster('three-and-one');
const [leader] = cluster.hosts as [Cluster['hosts'][number]];

describe('firewalld', () => {
	const run = (phase: 'check' | 'apply' | 'verify', spec: Cluster = cluster) =>
		runScript((settleFirewall[phase] ?? settleFirewall.check)(contextFor(spec, leader)), {path: host.bin});

	beforeEach(() => {
		host.play('systemctl', `case $1 in is-active) [ ! -e ${host.state}/off ] ;; disable) touch ${host.state}/off ;; esac`);
		// One zone per interface; of all options that add or ask it heeds the first kind only, as firewall-cmd does.
		host.play('ip', `echo "2: eth1    inet ${leader.nodeIp}/24 scope global eth1"`);
		host.play(
			'firewall-cmd',
			`zone=public when=now kind='' values=''
for word in "$@"; do
	case $word in
	--permanent) when=permanent ;;
	--zone=*) zone=\${word#--zone=} ;;
	--quiet) ;;
	*)
		option=\${word%%=*}
		[ "$kind" != '' ] || kind=$option
		[ "$kind" != "$option" ] || values="$values \${word#*=}"
		;;
	esac
done
dir=${host.state}/$when/$zone
mkdir -p "$dir"
case $kind in
--get-zone-of-interface) [ "$values" = ' eth1' ] && echo internal ;;
--add-masquerade) touch "$dir/masquerade" ;;
--query-masquerade) [ -e "$dir/masquerade" ] ;;
--query-port) case $values in ' 10250/tcp') grep -qx 10000-10300/tcp "$dir/port" 2>/dev/null ;; *) exit 1 ;; esac ;;
--add-* | --change-*) for value in $values; do echo "$value" >>"$dir/\${kind##*-}"; done ;;
--list-*) kind=\${kind#--list-}; cat "$dir/\${kind%s}" 2>/dev/null | tr '\\n' ' '; echo ;;
--reload) exit 9 ;;
esac`,
		);
	});

	it('gets the ports of the role and the network, in the zone of the node, now and for the next boot, once', () => {
		expect(run('check')).toMatchObject({
			code: 10,
			output: expect.stringMatching(/^firewalld does not let through: 6443\/tcp .* masquerading in zone internal/),
		});
		expect(run('apply')).toEqual({code: 0, output: ''});
		expect(run('verify')).toEqual({code: 0, output: ''});
		for (const when of ['now', 'permanent']) {
			const opened = readFileSync(join(host.state, when, 'internal/port'), 'utf8')
				.trim()
				.split('\n');
			expect(opened).toEqual(expect.arrayContaining(['6443/tcp', '2379-2380/tcp', '10250/tcp', '30000-32767/udp']));
			expect(readFileSync(join(host.state, when, 'trusted/source'), 'utf8')).toContain(cluster.network.podCidr);
			expect(readFileSync(join(host.state, when, 'trusted/interface'), 'utf8')).not.toBe('');
		}
		rmSync(join(host.state, 'permanent'), {recursive: true});
		expect(run('check')).toMatchObject({code: 10, output: expect.stringContaining('after the next boot')});
	});

	it('has a port open that is part of a range', () => {
		run('apply');
		for (const when of ['now', 'permanent']) {
			const file = join(host.state, when, 'internal/port');
			writeFileSync(file, readFileSync(file, 'utf8').replace('10250/tcp', '10000-10300/tcp'));
		}
		expect(run('check')).toEqual({code: 0, output: ''});
	});

	it('is turned off only when the spec says so', () => {
		const off: Cluster = {...cluster, firewall: 'disable'};
		expect(run('check', off)).toMatchObject({code: 10});
		expect(run('apply', off).code).toBe(0);
		expect(run('verify', off).code).toBe(0);
		expect(settleFirewall.on({...cluster, firewall: 'leave'})).toEqual([]);
	});
});
