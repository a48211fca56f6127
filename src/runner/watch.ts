import type {HostState} from '../remote/contract.ts';
import {inEnglish, type Said} from '../told.ts';
import type {RunContext} from './context.ts';
import type {RunControl} from './control.ts';
import {words} from './words.ts';

/** Follows what comes from outside the graph: the operator's wishes, the lines' states, the disk. Gives a function that ends it. */
export function watch(context: RunContext, control: RunControl, leave: () => void): () => void {
	const {fleet, journal} = context.request;
	const obey = () => {
		context.bell.paused = control.wish === 'pause';
		if (control.wish === 'detach') leave();
		if (control.wish === 'drain') for (const line of context.lines.values()) line.drain();
		context.bell.ringAll();
	};
	const told = new Map<string, string>();
	const ends = [
		control.onChange(obey),
		fleet.onState((host, state) => {
			hostChanged(context, host, state);
			tellOnce(context, told, host, state);
		}),
		journal.onTrouble((trouble) => {
			const full = trouble.kind === 'full';
			context.emit({
				type: 'warning',
				code: `journal-${trouble.kind}`,
				message: full ? words.diskFull : words.diskBroken(trouble.error.message),
			});
			if (full) control.drain();
			else leave();
			context.bell.ringAll();
		}),
	];
	obey();
	return () => {
		for (const end of ends) end();
	};
}

function hostChanged(context: RunContext, host: string, state: HostState): void {
	const line = context.lines.get(host);
	if (!line || state.kind === 'idle') return;
	const run = context.atWork.get(host);
	if (state.kind === 'reconnecting') {
		line.reconnecting(state.reason);
		if (run) context.board.move(run, 'reconnecting', state.reason);
	} else if (state.kind === 'connected') {
		line.connected();
		if (run?.state === 'reconnecting') context.board.move(run, 'running');
	}
}

/** A host that is tried twenty times in vain is one piece of news. */
function tellOnce(context: RunContext, told: Map<string, string>, host: string, state: HostState): void {
	if (!context.lines.has(host) || state.kind === 'idle') return;
	const {detail} = detailOf(state);
	const news = `${state.kind} ${inEnglish(detail ?? '')}`;
	if (told.get(host) === news) return;
	told.set(host, news);
	const givenUpInMs = state.kind === 'reconnecting' ? context.lines.get(host)?.givenUpInMs : undefined;
	context.emit({type: 'host.state', host, state: state.kind, ...detailOf(state), ...(givenUpInMs !== undefined && {givenUpInMs})});
}

function detailOf(state: HostState): {readonly detail?: Said; readonly latencyMs?: number} {
	if (state.kind === 'connected') return {latencyMs: state.latencyMs};
	if (state.kind === 'reconnecting') return {detail: state.reason};
	if (state.kind === 'failed') return {detail: state.error.told};
	return {};
}
