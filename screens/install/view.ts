/** What of the install is on screen. */
export type View = Pane | Log | Warnings | Question;

/** What stands under the run's head. */
export type Pane = {readonly kind: 'steps'} | {readonly kind: 'hosts'} | {readonly kind: 'failure'; readonly at: number};

export interface Log {
	readonly kind: 'log';
	readonly of: LogTarget;
	/** Where closing it leads back to. */
	readonly from: Pane;
}

/** What the run warned of. */
export interface Warnings {
	readonly kind: 'warnings';
	readonly from: Pane;
}

/** Whose output: all that one host printed, or what every host printed at one step. */
export type LogTarget = {readonly host: string} | {readonly step: string};

/** What is asked before something is done. */
export type Question =
	| {readonly kind: 'stop'; readonly from: Pane | Log | Warnings}
	/** Which worker is to be set aside. */
	| {readonly kind: 'pick-aside'; readonly from: Pane}
	| {readonly kind: 'set-aside'; readonly host: string; readonly from: Pane}
	/** What mends the failure at this place is shown, to be agreed to. */
	| {readonly kind: 'mend'; readonly at: number; readonly from: Pane};

/** True when the view is a question, which takes the whole body. */
export function isQuestion(view: View): view is Question {
	return view.kind === 'stop' || view.kind === 'pick-aside' || view.kind === 'set-aside' || view.kind === 'mend';
}
