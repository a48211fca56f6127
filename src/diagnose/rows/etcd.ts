import {rank, row} from '../row.ts';
import type {KnownFailure} from '../types.ts';

export const etcd: readonly KnownFailure[] = [
	row('E82', {
		area: 'etcd',
		rank: rank.specific,
		patterns: [/cluster ID mismatch/i],
		samples: ['request sent was ignored (cluster ID mismatch: peer[8e9e05c52164694d]=cdf818194e3a8c32, local=5f1c2a5b3d4e6f70)'],
		cause: ['Members of two different clusters talk to each other.', '两个不同集群的成员在互相通信。'],
		fix: ['Wipe the data directory of the new member only, and add it again.', '只清空新成员的数据目录，然后重新加入。'],
		commands: ['crictl logs "$(crictl ps -a --name etcd -q | head -n 1)"'],
	}),
	row('E83', {
		area: 'etcd',
		rank: rank.specific,
		patterns: [/error validating peerURLs/i, /member count is unequal/i],
		samples: [
			'error validating peerURLs {ClusterID:cdf818194e3a8c32 Members:[&{ID:8e9e05c52164694d}] RemovedMemberIDs:[]}: member count is unequal',
		],
		cause: ['--initial-cluster does not list the same members as the cluster.', '--initial-cluster 与集群的成员列表不一致。'],
		fix: ['Add the member first, then list all of them.', '先执行 member add，再写全所有成员。'],
	}),
	row('E84', {
		area: 'etcd',
		rank: rank.specific,
		patterns: [/member \S+ has already been bootstrapped/i],
		samples: ['member 8e9e05c52164694d has already been bootstrapped'],
		cause: ['A member that was there before joins with state "new".', '曾经存在的成员又以 new 状态加入。'],
		fix: ['Remove and add the member, and start it with state "existing".', '先删除再添加该成员，并以 existing 状态启动。'],
	}),
	row('E85', {
		area: 'etcd',
		rank: rank.specific,
		patterns: [/clock difference against peer \S+ is too high/i],
		samples: ['the clock difference against peer 8e9e05c52164694d is too high [1.752s > 1s]'],
		cause: ['Clocks of the members differ.', '各成员的时钟不一致。'],
		fix: ['Keep them by a time service.', '用时间服务同步时钟。'],
		commands: ['chronyc tracking', 'timedatectl'],
	}),
	row('E86', {
		area: 'etcd',
		rank: rank.symptom,
		patterns: [/apply request took too long/i, /leader failed to send out heartbeat on time/i],
		samples: [
			'{"level":"warn","msg":"apply request took too long","took":"1.2s","expected-duration":"100ms"}',
			'leader failed to send out heartbeat on time; took too long, leader is overloaded likely from slow disk',
		],
		cause: ['The disk or CPU is too slow for etcd.', '磁盘或 CPU 太慢，跟不上 etcd。'],
		fix: [
			'Use an SSD, or raise heartbeat-interval to 250 and election-timeout to 2500.',
			'换用 SSD，或把 heartbeat-interval 调到 250、election-timeout 调到 2500。',
		],
		commands: ['iostat -x 1 3'],
	}),
	row('E87', {
		area: 'etcd',
		rank: rank.specific,
		patterns: [/mvcc: database space exceeded/i],
		samples: ['etcdserver: mvcc: database space exceeded'],
		cause: ['The database has reached its quota (2 GiB by default).', '数据库已达到配额（默认 2 GiB）。'],
		fix: ['Compact, defragment, disarm the alarm; raise quota-backend-bytes.', '压缩、整理碎片、解除告警，并调大 quota-backend-bytes。'],
		commands: ['etcdctl alarm list', 'etcdctl endpoint status -w table'],
	}),
	row('E88', {
		area: 'etcd',
		rank: rank.cluster,
		patterns: [/etcd cluster is unavailable or misconfigured/i],
		samples: ['client: etcd cluster is unavailable or misconfigured; error #0: dial tcp 127.0.0.1:2379: getsockopt: connection refused'],
		cause: ['Fewer than half of the members run, so there is no quorum.', '运行的成员不足半数，没有达到法定数量。'],
		fix: ['Start the members together: the first waits for the others.', '同时启动各成员：第一个会等待其他成员。'],
		commands: ['etcdctl member list'],
	}),
];
