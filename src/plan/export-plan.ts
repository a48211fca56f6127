import {mkdir, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {exportedHost} from './export-host.ts';
import type {Plan} from './types.ts';

/**
 * Writes the plan as shell that can be read and run without kubewiz: `lib.sh`
 * (the step library), one `<host>.sh` per host and a README with the order.
 * Values known only at run time are required variables with a word on where
 * they come from. Gives the paths written. `dir` is made when missing; files of
 * an older export in it are overwritten.
 */
export async function exportPlan(plan: Plan, dir: string, library: string): Promise<readonly string[]> {
	await mkdir(dir, {recursive: true});
	const hosts = plan.cluster.hosts.map((host) => host.name).filter((name) => !plan.absent.includes(name));
	const files = [
		{name: 'README.md', text: readme(plan, hosts), mode: 0o644},
		{name: 'lib.sh', text: `${libraryHead}${library.trimEnd()}\n`, mode: 0o644},
		...hosts.map((host) => ({name: `${host}.sh`, text: exportedHost(plan, host), mode: 0o755})),
	];
	for (const file of files) await writeFile(join(dir, file.name), file.text, {mode: file.mode});
	return files.map((file) => join(dir, file.name));
}

const libraryHead = '# shellcheck shell=sh\n# Functions that every step of kubewiz can use.\n\n';

function readme(plan: Plan, hosts: readonly string[]): string {
	const waits = plan.tasks.flatMap((task) => {
		const others = [...new Set(task.after.map((id) => plan.byId.get(id)).filter((other) => other && other.host !== task.host))];
		const named = [...new Set(others.map((other) => `\`${other?.step.id}\` on ${other?.host}`))];
		return named.length === 0 ? [] : [`- \`${task.step.id}\` on ${task.host} waits for ${shortList(named)}`];
	});
	return [
		`# Cluster ${plan.cluster.name}, Kubernetes ${plan.cluster.kubernetesVersion}`,
		'',
		`Plan \`${plan.hash}\`. Copy this directory to each host and run its script there as root, \`sh ${hosts[0]}.sh\` first.`,
		'A script does nothing twice: each step is checked before it is applied and verified after. It stops at the first failure and can be run again.',
		'A step that waits for another host stops the script with a word on what to run there first.',
		'',
		'## Steps that wait for other hosts',
		'',
		...(waits.length === 0 ? ['None.'] : waits),
		...(plan.absent.length === 0 ? [] : ['', `Not reached, so without a script: ${plan.absent.join(', ')}.`]),
		'',
	].join('\n');
}

function shortList(items: readonly string[]): string {
	return items.length <= 4 ? items.join(', ') : `${items.slice(0, 3).join(', ')} and ${items.length - 3} more`;
}
