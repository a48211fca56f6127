import type {Facts} from '../cluster/facts.ts';
import type {Cluster} from '../cluster/types.ts';
import {httpFunctions} from '../preflight/probes/http-script.ts';
import {sourceFunctions} from '../preflight/probes/source-script.ts';
import {manifestUrls, packageIndexes} from '../preflight/probes/sources.ts';
import {lineFunctions} from '../preflight/shell-lines.ts';
import {type Script, sequence, sh} from '../shell/sh.ts';
import type {Candidate} from './candidates.ts';

/**
 * Asks all candidates side by side, told apart by their numbers, and does not
 * wait for them: each answer becomes a file in `place`, which must not be there
 * yet. It goes when all is read, when the asking is cancelled, or by itself two
 * minutes after the last answer.
 */
export function askScript(place: string, cluster: Cluster, facts: Facts, candidates: readonly Candidate[]): Script {
	return sh`
		work=${place}
		mkdir -m 700 "$work"
		${lineFunctions}
		${httpFunctions}
		${sourceFunctions}
		# rated NUMBER …: a package list, and how fast it came.
		rated() {
			package_source "$@"
			size=$(wc -c <"$work/$1.body" 2>/dev/null) && put rate "$1" "$((size))" "$elapsed"
		}
		# named_mirror NUMBER URL: a mirror of a registry, by its number.
		named_mirror() { registry_mirror "$1" "$2" | sed "s#^\\(source\${tab}registry-mirror\${tab}\\)[^\${tab}]*#\\1$1#"; }
		# answer NUMBER COMMAND…: its answer is there whole, or not at all. What asks leaves files of its own beside it, NUMBER.answer for one.
		answer() {
			answered=$work/$1
			shift
			"$@" >"$answered.said"
			mv "$answered.said" "$answered.told"
		}
		(
			trap 'rm -rf "$work"; exit 0' TERM
			${sequence(candidates.map((candidate, index) => question(cluster, facts, candidate, index)))}
			wait
			: >"$work/all"
			left=120
			while [ -d "$work" ] && [ "$left" -gt 0 ]; do
				sleep 1
				left=$((left - 1))
			done
			rm -rf "$work"
		) >/dev/null 2>&1 &
	`;
}

/** Waits for answers that nobody has read yet and prints them: one or more, or none when there are no more to come. */
export function readScript(place: string): Script {
	return sh`
		work=${place}
		found=''
		while [ "$found" = '' ] && [ -d "$work" ]; do
			all=''
			if [ -e "$work/all" ]; then all=1; fi
			for answer in "$work"/*.told; do
				[ -e "$answer" ] || continue
				cat "$answer"
				rm -f "$answer"
				found=1
			done
			if [ "$found" = '' ] && [ "$all" = 1 ]; then rm -rf "$work"; fi
			[ "$found$all" != '' ] || sleep 0.1 2>/dev/null || sleep 1
		done
	`;
}

function question(cluster: Cluster, facts: Facts, candidate: Candidate, number: number): Script {
	switch (candidate.use) {
		case 'packages':
			return sh`answer ${number} rated ${number} packages kubeadm ${cluster.kubernetesVersion} ${String(number)} ${packageIndexes(candidate.source, facts.arch)} &`;
		case 'docker-ce':
			return sh`answer ${number} rated ${number} runtime-packages containerd.io '' ${String(number)} ${packageIndexes(candidate.source, facts.arch)} &`;
		case 'images':
			return sh`answer ${number} image_source ${number} ${String(number)} ${manifestUrls({...cluster, mirrors: {...cluster.mirrors, images: candidate.images, registries: {}}})} &`;
		case 'registries':
			return sh`answer ${number} named_mirror ${number} ${candidate.urls[0] ?? ''} &`;
	}
}
