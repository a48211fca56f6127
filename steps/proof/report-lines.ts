import {inEnglish, type Said, told} from '../../src/told.ts';
import {reasonWords} from '../reasons.ts';

/** First word of every line of the report. */
export const reportWord = 'kw-report';

/** What is proved when every node reached what it should. Its English is what the script writes. */
const provenName = told('pods, Services and DNS from every node', '从每个节点访问 Pod、Service 和 DNS');

/** What the report's lines say. The runner adds names and times to it. */
interface ClusterSummary {
	readonly kubernetesVersion: string;
	readonly nodes: readonly {
		readonly name: string;
		/** As `kubectl get nodes` shows them: `control-plane,etcd`, or `<none>`. */
		readonly roles: string;
		readonly version: string;
		readonly address: string;
		readonly os: string;
		readonly runtime: string;
		readonly ready: boolean;
	}[];
	/** `expires` is ISO 8601, UTC. */
	readonly certificates: readonly {readonly name: string; readonly expires: string}[];
	readonly proofs: readonly {readonly name: Said; readonly ok: boolean; readonly detail: Said}[];
}

const rolePrefix = 'node-role.kubernetes.io/';

/** go-template for `kubectl get nodes`: a line per node, fields in the order of `nodeOf`. */
export const nodeTemplate = [
	'{{range .items}}{{.metadata.name}}{{"\\t"}}',
	'{{range .status.conditions}}{{if eq .type "Ready"}}{{.status}}{{end}}{{end}}{{"\\t"}}',
	'{{.status.nodeInfo.kubeletVersion}}{{"\\t"}}',
	'{{range .status.addresses}}{{if eq .type "InternalIP"}}{{.address}}{{end}}{{end}}{{"\\t"}}',
	'{{.status.nodeInfo.osImage}}{{"\\t"}}{{.status.nodeInfo.containerRuntimeVersion}}{{"\\t"}}',
	'{{range $key, $_ := .metadata.labels}}{{$key}} {{end}}{{"\\n"}}{{end}}',
].join('');

/**
 * Reads the lines that step `proof/report` prints, among any others. Gives
 * undefined when there is no report in them. Lines may come twice: of each thing
 * the last word counts.
 */
export function parseReport(lines: readonly string[]): ClusterSummary | undefined {
	const records = lines.map((line) => line.split('\t')).filter(([word]) => word === reportWord);
	if (records.length === 0) return undefined;
	const of = (kind: string) => records.filter((record) => record[1] === kind).map((record) => record.slice(2));
	return {
		kubernetesVersion: of('version').at(-1)?.[0] ?? '',
		nodes: lastOfEach(of('node').map(nodeOf)),
		certificates: lastOfEach(of('certificate').map(certificateOf)),
		proofs: lastOfEach([...of('proof').map(proofOf(true)), ...of('unproven').map(proofOf(false))]),
	};
}

function nodeOf(fields: readonly string[]): ClusterSummary['nodes'][number] {
	const [name = '', ready, version = '', address = '', os = '', runtime = '', labels = ''] = fields;
	const roles = labels.split(' ').filter((label) => label.startsWith(rolePrefix));
	return {
		name,
		roles: roles.map((role) => role.slice(rolePrefix.length)).join(',') || '<none>',
		version,
		address,
		os,
		runtime,
		ready: ready === 'True',
	};
}

function proofOf(ok: boolean) {
	return ([name = '', detail = '']: readonly string[]): ClusterSummary['proofs'][number] => ({
		name: proofName(name),
		ok,
		detail: reasonWords(detail.trim()),
	});
}

/** The names that the report's script writes. */
function proofName(written: string): Said {
	if (written === provenName.en) return provenName;
	const [, node] = /^network of (\S+)$/.exec(written) ?? [];
	return node === undefined ? written : told(written, `${node} 的网络`);
}

/** openssl prints `Nov 21 12:14:13 2027 GMT`. What is no date is shown as it came. */
function certificateOf([name = '', expiry = '']: readonly string[]): ClusterSummary['certificates'][number] {
	const time = Date.parse(expiry);
	return {name, expires: Number.isNaN(time) ? expiry : new Date(time).toISOString()};
}

function lastOfEach<T extends {readonly name: Said}>(items: readonly T[]): readonly T[] {
	return [...new Map(items.map((item) => [inEnglish(item.name), item])).values()];
}
