import type {WizardStore} from '../../store.ts';
import {told} from '../../told.ts';
import type {StopSignal} from '../environment.ts';
import type {Session} from '../session.ts';
import {detaching, draining} from '../stop-signals.ts';

/** How the wizard is left while hosts are at work, by a key, a signal, or a terminal that goes. */
interface Parting {
	/** The terminal is gone, with or without a SIGHUP. */
	terminalGone(): void;
	/** To be called once the screen is down: says what is waited for, and resolves when neither a run nor a fix is at work. */
	ended(): Promise<void>;
	/** An error that nobody caught ends kubewiz, at whatever point. Jobs on the hosts go on; a fix goes with its connection, which is said. */
	crashed(): void;
	/** Hears no signal any more. */
	release(): void;
}

/**
 * Hears the signals. As for a run of the command line the first Ctrl-C and
 * SIGTERM drain, a second Ctrl-C and SIGHUP detach; a fix at work comes to its
 * end, a second Ctrl-C or SIGTERM cuts it off. `leave` takes the screen down.
 */
export function parting(session: Session, {actions, getState}: WizardStore, leave: () => void): Parting {
	let wish: 'drain' | 'detach' | undefined;
	let down = false;
	// The operator knows that a fix is at work: he was told, or has asked for its end before.
	let warned = false;
	const say = (line: typeof draining) => session.say([session.look.say(line)]);
	const running = () => {
		const {handle, run} = getState();
		return handle !== undefined && !run.end;
	};
	const stopFixes = (signal?: StopSignal) => {
		// A terminal that closes is no wish to leave a host half changed.
		const cut = warned && signal !== 'SIGHUP';
		actions.stopFix(cut ? 'cut' : 'end');
		if (cut) actions.cutMend();
		warned = true;
	};
	const stopRun = (signal: StopSignal) => {
		if (wish === 'detach') return;
		if (signal !== 'SIGHUP' && !(signal === 'SIGINT' && wish === 'drain')) {
			wish = 'drain';
			return actions.drain();
		}
		wish = 'detach';
		if (down && running()) say(detaching);
		actions.detach();
		// Should leaving hang, a third Ctrl-C ends the process. A closing terminal may send SIGHUP twice: that one stays ours.
		if (signal === 'SIGINT') release();
	};
	const hear = (signal: StopSignal) => {
		stopRun(signal);
		stopFixes(signal);
		leave();
	};
	const release = session.environment.onSignal(hear);
	const fixing = () => {
		const {fix, mend} = getState();
		return fix?.running === true || mend?.running === true;
	};
	return {
		terminalGone: () => hear('SIGHUP'),
		async ended() {
			down = true;
			if (wish === 'drain' && running()) say(draining);
			if (fixing()) {
				say(fixAtWork);
				if (!warned) stopFixes();
			}
			await actions.settle();
			await Promise.all([actions.fixesEnded(), actions.mendEnded()]);
		},
		crashed() {
			actions.detach();
			// What is told is told on the primary screen.
			leave();
			if (fixing()) say(fixCut);
		},
		release,
	};
}

const fixAtWork = told(
	'A fix is still at work on the hosts: kubewiz ends when it does. Ctrl+C cuts it off.',
	'主机上仍有修复正在执行：结束后 kubewiz 才退出。按 Ctrl+C 中断。',
);

const fixCut = told(
	'A fix was at work on the hosts and is cut off; a check tells how far it came.',
	'主机上正在执行的修复已中断；再检查一次就知道做到了哪一步。',
);
