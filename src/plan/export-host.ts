import {lateValues} from '../shell/sh.ts';
import {inEnglish} from '../told.ts';
import type {Plan, Task} from './types.ts';

/**
 * The script of one host: its steps from top to bottom. Cross-host waits are
 * asked by a question on the terminal (`KW_ASSUME_READY=1` says yes to all).
 */
export function exportedHost(plan: Plan, host: string): string {
	const tasks = plan.tasks.filter((task) => task.host === host);
	return [
		head(plan, host),
		...tasks.map((task, index) => section(plan, task, index + 1)),
		"printf '%s\\n' 'All steps of this host are done.'\n",
	].join('\n');
}

const giveCases = Object.entries(lateValues)
	.map(([name, {variable}]) => `\t${name} | ${variable}) kw_name=${variable} ;;`)
	.concat('\t*) echo "unknown value $1" >&2; return 1 ;;')
	.join('\n');

function head(plan: Plan, host: string): string {
	return `#!/bin/sh
# kubewiz: steps of host ${host}, cluster ${plan.cluster.name}, Kubernetes ${plan.cluster.kubernetesVersion}
# plan ${plan.hash}
# Run as root: sh ${host}.sh
LC_ALL=C
PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
export LC_ALL PATH
umask 022
# shellcheck source=lib.sh
. "$(dirname -- "$0")/lib.sh"

# Shows a value that steps on other hosts ask for, and keeps it for the steps below.
kw_given=$(mktemp) || exit 1
trap 'rm -f -- "$kw_given"' EXIT
kw_give() {
	case $1 in
${giveCases}
	esac
	printf 'Value for other hosts, treat it as a secret:\\n  export %s=%s\\n' "$kw_name" "$2" >&2
	printf '%s=%s\\n' "$kw_name" "$2" >>"$kw_given"
}

# Asks whether steps on other hosts are done.
kw_wait_for() {
	[ "\${KW_ASSUME_READY:-}" = 1 ] && return
	printf 'Needed first: %s\\nDone? Press Enter, or Ctrl-C to stop. ' "$1" >&2
	read -r _ </dev/tty || { echo 'No terminal to ask: set KW_ASSUME_READY=1 when it is done.' >&2; exit 1; }
}

# kw_step ID CHECK APPLY VERIFY KIND: names of functions. Each runs in a shell of its own.
kw_step() {
	printf '== %s\\n' "$1"
	"$2"; kw_code=$?
	case $kw_code in
	0) echo 'already so'; return ;;
	10 | 11) ;;
	12) echo 'refused: belongs to something else' >&2; exit 12 ;;
	*) echo "the check broke with code $kw_code" >&2; exit 1 ;;
	esac
	if [ "$kw_code" = 11 ] && [ "$5" = once ]; then
		echo 'refused: half done, and this step must not be repeated' >&2; exit 11
	fi
	# Called plainly: as part of a condition the shell would ignore "set -e" inside.
	"$3"; kw_code=$?
	[ "$kw_code" = 0 ] || { echo "failed with code $kw_code" >&2; exit 1; }
	# shellcheck source=/dev/null
	. "$kw_given"
	[ -n "$4" ] || return 0
	"$4"; kw_code=$?
	[ "$kw_code" = 0 ] || { echo 'applied, but the effect is not there' >&2; exit 1; }
}
`;
}

function section(plan: Plan, task: Task, number: number): string {
	const {step, scripts} = task;
	const name = (phase: string) => `step_${number}_${phase}`;
	const gives = step.gives.length > 0;
	const verify = step.verify || !gives ? name('verify') : '';
	return [
		`# ${number}. ${inEnglish(step.title)} (${step.id})`,
		`# ${inEnglish(step.why)}`,
		...waits(plan, task),
		body(name('check'), gives ? 'exit 10\n' : scripts.check),
		body(name('apply'), [...step.needs.map((late) => required(plan, late)), scripts.apply].join('\n')),
		...(verify === '' ? [] : [body(verify, scripts.verify)]),
		`kw_step ${step.id} ${name('check')} ${name('apply')} '${verify}' ${step.kind}`,
		'',
	].join('\n');
}

function body(name: string, text: string): string {
	// A subshell, so that exit codes, variables and `set -eu` of one step stay its own. Lines are not moved: heredocs must keep theirs.
	return `${name}() (\nset -eu\n${text.trimEnd()}\n)`;
}

function waits(plan: Plan, task: Task): readonly string[] {
	const others = task.after
		.map((id) => plan.byId.get(id))
		.filter((other): other is Task => other !== undefined && other.host !== task.host);
	const byStep = Map.groupBy(others, (other) => other.step.id);
	return [...byStep].map(([step, some]) => `kw_wait_for '${step} on ${some.map((other) => other.host).join(', ')}'`);
}

function required(plan: Plan, late: keyof typeof lateValues): string {
	const giver = plan.tasks.find((task) => task.step.gives.includes(late));
	const {variable} = lateValues[late];
	return `: "\${${variable}:?export it as shown by step ${giver?.step.id} on ${giver?.host}}"`;
}
