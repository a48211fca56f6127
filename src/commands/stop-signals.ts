import {type RunControl, runControl} from '../runner/control.ts';
import {type Said, told} from '../told.ts';
import type {Session} from './session.ts';

export const draining = told(
	'draining: nothing new is begun, running tasks come to their end (Ctrl-C once more detaches)',
	'正在停止：不再开始新任务，正在运行的任务会做完（再按一次 Ctrl-C 则脱离）',
);

export const detaching = told(
	'detaching: jobs on the hosts go on; `kubewiz resume` takes them up again',
	'正在脱离：主机上的作业继续执行；用 `kubewiz resume` 重新接上',
);

/**
 * What Ctrl-C and the others mean while a run goes on: the first Ctrl-C and
 * SIGTERM drain (running tasks come to their end), a second Ctrl-C and SIGHUP
 * detach (jobs on the hosts go on without us).
 */
export function controlBySignals(session: Session): {readonly control: RunControl; readonly release: () => void} {
	const control = runControl();
	const say = (message: Said) => session.emit({type: 'warning', code: 'stopping', message});
	const release = session.environment.onSignal((signal) => {
		if (control.wish === 'detach') return;
		if (signal === 'SIGHUP' || (signal === 'SIGINT' && control.wish === 'drain')) {
			say(detaching);
			control.detach();
			// Should leaving hang, a third Ctrl-C ends the process. A closing terminal may send SIGHUP twice: that one stays ours.
			if (signal === 'SIGINT') release();
		} else {
			say(draining);
			control.drain();
		}
	});
	return {control, release};
}
