/** What of the install is on screen. */
export type View =
	| {readonly kind: 'steps'}
	| {readonly kind: 'hosts'}
	| {readonly kind: 'log'; readonly host: string; readonly from: 'steps' | 'hosts'}
	| {readonly kind: 'failure'; readonly at: number}
	| Question;

/** What is asked before something is done. */
export type Question =
	| {readonly kind: 'stop'}
	/** Which worker is to be set aside. */
	| {readonly kind: 'pick-aside'}
	| {readonly kind: 'set-aside'; readonly host: string};

/** True when the view is a question, which takes the whole body. */
export function isQuestion(view: View): view is Question {
	return view.kind === 'stop' || view.kind === 'pick-aside' || view.kind === 'set-aside';
}
