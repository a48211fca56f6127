/** English words of the review screen. */
export const reviewEn = {
	review: {
		planning: 'Reading how every host stands, and making the plan',
		sums: (todo: number, done: number, hosts: number) => `${todo} tasks to do, ${done} already so, ${hosts} hosts`,
		answers: 'Answers (cluster.yaml)',
		tasks: 'Tasks by step',
		task: (todo: number, done: number) => `${todo} to do, ${done} already so`,
		allHosts: 'all hosts',
		files: 'Files that will be written',
		script: (step: string, host: string) => `Commands of ${step} on ${host}`,
		show: 'commands',
		otherHost: 'other host',
		search: 'search',
		save: 'save cluster.yaml',
		saveLabel: 'Save as',
		overwrite: 'That file is of another cluster. Save with a ! in front of the path to replace it.',
		saved: (path: string) => `saved as ${path}`,
		export: 'export as shell',
		exportLabel: 'Export into',
		start: 'start',
		startTitle: 'Start the install?',
		startLines: (hosts: number, tasks: number) => [
			`${tasks} tasks will change ${hosts} hosts. It can be stopped at any time and goes on where it was.`,
		],
		notYet: 'Not yet',
		again: 'plan again',
	},
};
