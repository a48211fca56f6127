import type {Facts} from '../cluster/facts.ts';
import type {Fixed} from '../cluster/fixed.ts';
import type {OwnMirror} from '../cluster/own-mirrors.ts';
import type {ClusterDocument} from '../cluster/schema/cluster.ts';
import type {HostSpec} from '../cluster/schema/host.ts';
import type {Cluster} from '../cluster/types.ts';
import type {EventBody, Failure, RunEvent} from '../events/event.ts';
import type {Secret} from '../shell/secret.ts';
import type {Said} from '../told.ts';

/**
 * What the wizard asks of the engine. The screens never reach it: they call
 * the store's actions. The one implementation is in commands/; the demo gives
 * it the embedded fleet instead of real hosts and nothing else differs.
 */
export interface WizardEngine {
	/** True when the hosts are played by this process: every screen says so. */
	readonly simulation: boolean;
	/** Directory where runs are kept, for the words on the screens. */
	readonly stateDir: string;
	/** Hosts to offer at once: those of the demo. */
	readonly offered: readonly HostSpec[];
	/** Runs that were begun and not finished. */
	unfinishedRuns(): Promise<readonly UnfinishedRun[]>;
	/** What the hosts of an unfinished run say now. */
	askRun(run: UnfinishedRun, options: {readonly onAnswer: (answer: HostAnswer) => void; readonly signal: AbortSignal}): Promise<void>;
	/** Takes a run out of the list; its files are kept under another name, which is given back. */
	putAway(run: UnfinishedRun): Promise<string>;
	/** Reads typed or pasted text: names, ranges, user@host:port, one or many a line. */
	readHosts(text: string): ReadHosts;
	/** Files that could be imported, found without asking the network. */
	importSources(): Promise<readonly ImportSource[]>;
	/** Reads one of them, or a path the operator typed. Throws an Error with words for the operator. */
	importHosts(source: ImportSource | string): Promise<ReadHosts>;
	/** Looks for SSH servers in a network. Throws an Error when the CIDR is bad or too wide. */
	scan(
		cidr: string,
		options: {
			readonly onFound: (found: ScanFound) => void;
			readonly onProgress: (tried: number, total: number) => void;
			readonly signal: AbortSignal;
		},
	): Promise<void>;
	/** Host keys not known yet, gathered without logging in. */
	unknownKeys(document: ClusterDocument): Promise<KeyCheck>;
	acceptKeys(keys: readonly HostKeyView[]): Promise<void>;
	/** Logs in to all hosts at once and reads their facts; tells each as it comes. */
	testHosts(
		document: ClusterDocument,
		options: {readonly onResult: (result: HostTest) => void; readonly signal: AbortSignal},
	): Promise<void>;
	/** Keeps a secret in memory for this session, or forgets it. `host` undefined: for all hosts. */
	setSecret(kind: SecretKind, secret: Secret | undefined, host?: string): void;
	/** Checks the document as `cluster.yaml` would be. */
	resolve(document: ClusterDocument): {readonly cluster: Cluster} | {readonly problems: readonly ProblemView[]};
	preflight(
		cluster: Cluster,
		options: {readonly onFinding?: (done: number, total: number) => void; readonly signal: AbortSignal},
	): Promise<readonly FindingView[]>;
	/** Runs a finding's fix on the given hosts; lines come as they are printed. */
	fix(
		cluster: Cluster,
		check: string,
		hosts: readonly string[],
		options: {readonly onLines: (host: string, lines: readonly string[]) => void; readonly signal: AbortSignal},
	): Promise<readonly {readonly host: string; readonly ok: boolean; readonly detail: Said}[]>;
	/** Tries every mirror of the catalogue, and own URLs, from the nodes. */
	probeMirrors(
		cluster: Cluster,
		own: readonly OwnMirror[],
		options: {readonly onResult: (result: MirrorProbe) => void; readonly signal: AbortSignal},
	): Promise<void>;
	plan(cluster: Cluster, signal: AbortSignal): Promise<PlanView>;
	/** `cluster.yaml` text of the document. */
	specText(document: ClusterDocument): string;
	/** Writes the file; refuses to overwrite another cluster's without `force`. Gives the absolute path. */
	saveSpec(document: ClusterDocument, path: string, force: boolean): Promise<string>;
	/** Writes readable shell per host. Gives the absolute directory. */
	exportShell(directory: string): Promise<string>;
	/**
	 * Starts the planned install, goes on with it after it ended (`again`), or with
	 * an unfinished run. Hosts in `aside` are left out until a later run. Where it
	 * comes to another plan than the operator was shown, `ask` gets what differs,
	 * and nothing is changed unless it gives true.
	 */
	start(what: StartWhat, emit: (event: RunEvent) => void, ask: (differences: readonly Said[]) => Promise<boolean>): RunHandle;
	/** Runs a failure's scripts in order, each on its host, under the run's locks, until one fails; lines come as they are printed. */
	mend(
		failure: Failure,
		options: {readonly onLines: (host: string, lines: readonly string[]) => void; readonly signal: AbortSignal},
	): Promise<readonly MendResult[]>;
	/** Opens a shell on a host in this terminal, beginning with the line `hello`; resolves when it was left. The caller has suspended the screen. */
	openShell(host: string, hello: string): Promise<void>;
	close(): Promise<void>;
}

export interface MendResult {
	readonly host: string;
	readonly ok: boolean;
	readonly detail: Said;
}

export type SecretKind = 'login-password' | 'sudo-password' | 'passphrase';

export interface UnfinishedRun {
	readonly cluster: string;
	/** Epoch milliseconds. */
	readonly started: number;
	readonly lastEvent: {readonly time: number; readonly text: Said};
	readonly done: number;
	readonly total: number;
	/** Every step of the plan in its order, with how many of its hosts are done. */
	readonly steps: readonly {readonly title: Said; readonly done: number; readonly total: number}[];
	/** Hash of its plan: of what is shown, and what is gone on with. */
	readonly plan: string;
	readonly hosts: readonly string[];
	readonly workers: readonly string[];
	/** Checks whose findings were let pass in it. */
	readonly waived: readonly string[];
	/** Its cluster as `cluster.yaml`. */
	readonly spec: string;
	/** What can not change any more, from the moment kubeadm init was begun. */
	readonly fixed?: Fixed;
	/** Directory of its record. */
	readonly record: string;
	/** Why its record can't be read: then it can be put away, and nothing else is known of it. */
	readonly damaged?: Said;
}

/** What a host of an unfinished run says of itself now. */
export interface HostAnswer {
	readonly host: string;
	readonly says: Said;
	/** Why it could not be asked; undefined when it answered. */
	readonly code?: string;
}

export interface ReadHosts {
	readonly hosts: readonly HostSpec[];
	readonly problems: readonly {readonly line: number; readonly text: string; readonly message: Said}[];
	/** A whole document, when the source was a cluster.yaml. */
	readonly document?: ClusterDocument;
}

export interface ImportSource {
	readonly kind: 'ssh-config' | 'known-hosts' | 'etc-hosts' | 'ansible' | 'kubekey' | 'cluster-yaml';
	readonly path: string;
	readonly hosts: number;
}

export interface ScanFound {
	readonly address: string;
	readonly port: number;
	readonly banner: string;
	readonly keyType?: string;
	readonly fingerprint?: string;
}

export interface HostKeyView {
	readonly host: string;
	readonly address: string;
	readonly port: number;
	readonly type: string;
	readonly fingerprint: string;
	readonly sharedWith: readonly string[];
	readonly line: string;
}

export interface KeyCheck {
	readonly unknown: readonly HostKeyView[];
	/** Hosts whose key could not be had or is refused, with the words. */
	readonly refused: readonly {
		readonly host: string;
		readonly code: string;
		readonly message: Said;
		readonly details: readonly Said[];
	}[];
}

export type HostTest =
	| {readonly kind: 'trying'; readonly host: string}
	| {readonly kind: 'ok'; readonly host: string; readonly facts: Facts; readonly latencyMs: number}
	| {readonly kind: 'failed'; readonly host: string; readonly code: string; readonly message: Said; readonly details: readonly Said[]};

export interface ProblemView {
	readonly path: string;
	readonly message: Said;
}

export type FindingView = Omit<Extract<EventBody, {type: 'finding'}>, 'type' | 'handledBy'> & {
	readonly waivable: boolean;
	/** The screen where another answer may settle it, too. */
	readonly answers?: 'topology' | 'mirrors';
	/** Title of the step that takes care of it. */
	readonly handledBy?: Said;
};

export type MirrorUse = 'packages' | 'images' | 'docker-ce' | 'registries';

export interface MirrorProbe {
	readonly use: MirrorUse;
	/** Name in the catalogue, or the own URL. */
	readonly mirror: string;
	readonly host: string;
	/** Also true where it could not be told: what could not be asked has not refused. */
	readonly reachable: boolean;
	/** The node has nothing to ask it with. */
	readonly untold?: true;
	/** Undefined: could not be told. */
	readonly hasVersion?: boolean;
	readonly ms?: number;
	readonly mbPerSecond?: number;
	readonly detail?: Said;
}

export interface PlanView {
	readonly hash: string;
	readonly steps: readonly {readonly id: string; readonly title: Said; readonly why: Said}[];
	readonly tasks: readonly {
		readonly step: string;
		readonly host: string;
		/** `on-demand`: it only makes a value, and runs when a step that needs it does. */
		readonly standing: 'done' | 'todo' | 'partial' | 'foreign' | 'unknown' | 'on-demand';
		readonly reason?: Said;
		readonly check: string;
		/** What changes the host. */
		readonly script: string;
		/** Equal to `check` where that proves the effect, too. */
		readonly verify: string;
	}[];
	/** Files the install writes, by host, with the step that does. */
	readonly files: readonly {readonly host: string; readonly path: string; readonly step: string}[];
}

export type StartWhat =
	/** `hash`: of the plan that was shown. */
	| {readonly kind: 'plan'; readonly hash: string | undefined; readonly waived: readonly string[]; readonly aside: readonly string[]}
	| {readonly kind: 'again'; readonly waived: readonly string[]; readonly aside: readonly string[]}
	| {readonly kind: 'resume'; readonly run: UnfinishedRun; readonly waived: readonly string[]; readonly aside: readonly string[]};

export interface RunHandle {
	/** Resolves when the run is over, however it ended. Rejects when it could not begin, with words for the operator. */
	readonly finished: Promise<void>;
	/** Starts nothing new, lets what runs come to its end. */
	drain(): void;
	/** Leaves now; jobs on the hosts go on. */
	detach(): void;
	pause(): void;
	resume(): void;
}
