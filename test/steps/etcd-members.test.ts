import {describe, expect, it} from 'vitest';
import {sh} from '../../src/shell/sh.ts';
import {etcdFunctions} from '../../steps/control-plane/etcd.ts';
import {playedHost} from './played-host.ts';
import {runScript} from './shell.ts';

const host = playedHost();

describe('etcd as its gateway tells', () => {
	const members = (text: string) => {
		host.play('curl', `case "$*" in */health) echo '{"health":"true"}' ;; *) echo '${text}' ;; esac`);
		return {
			list: runScript(
				sh`
				${etcdFunctions}
				etcd_members
			`,
				{path: host.bin},
			),
			troubles: runScript(
				sh`
				${etcdFunctions}
				etcd_troubles
			`,
				{path: host.bin},
			),
		};
	};
	const head = '{"header":{"cluster_id":"1","member_id":"2"},"members":[';
	const good = '{"ID":"10","name":"cp1","peerURLs":["https://10.0.0.1:2380"],"clientURLs":["https://10.0.0.1:2379"]}';

	it('lists members by name, standing and peer URL', () => {
		const {list, troubles} = members(
			`${head}${good},{"ID":"11","name":"cp2","peerURLs":["https://10.0.0.2:2380"],"clientURLs":["x"],"isLearner":true}]}`,
		);
		expect(list).toEqual({code: 0, output: 'cp1 voter https://10.0.0.1:2380\ncp2 learner https://10.0.0.2:2380'});
		expect(troubles.output).toBe('member cp2 is still a learner: https://10.0.0.2:2380');
	});

	it('finds a member that was added and never started', () => {
		const {troubles} = members(`${head}${good},{"ID":"11","peerURLs":["https://10.0.0.2:2380"]}]}`);
		expect(troubles.output).toBe('a member was added but never started: https://10.0.0.2:2380');
	});

	it('has no troubles when all are voters, and does not take an error for a list', () => {
		expect(members(`${head}${good}]}`).troubles).toEqual({code: 0, output: ''});
		expect(members('{"error":"etcdserver: no leader"}').list).toMatchObject({code: 1, output: expect.stringContaining('no leader')});
	});
});
