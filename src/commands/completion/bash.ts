import type {FlagWords, Offer, VerbWords} from './words.ts';

/** Completion for bash 3.2 and later, without the bash-completion package. */
export function bashCompletion(name: string, verbs: readonly VerbWords[]): string {
	return `# bash completion for ${name}: source it, or put it into /etc/bash_completion.d
_${name}() {
	local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]} verb= i
	COMPREPLY=()
	for ((i = 1; i < COMP_CWORD; i++)); do
		case \${COMP_WORDS[i]} in
			${verbs.map((verb) => verb.name).join('|')}) verb=\${COMP_WORDS[i]}; break ;;
		esac
	done
	case $verb in
${verbs.map(verbCase).join('\n')}
		*) _${name}_words '${[...verbs.map((verb) => verb.name), '--help', '--version'].join(' ')}' ;;
	esac
}
_${name}_words() { while IFS= read -r i; do COMPREPLY+=("$i"); done < <(compgen -W "$1" -- "$cur"); }
_${name}_paths() {
	compopt -o filenames 2>/dev/null
	while IFS= read -r i; do COMPREPLY+=("$i"); done < <(compgen "$1" -- "$cur")
}
complete -F _${name} ${name}
`.replaceAll('_NAME_', `_${name}_`);
}

function verbCase(verb: VerbWords): string {
	const values = verb.flags.filter((flag) => flag.value).map(valueCase);
	const words = verb.flags.flatMap((flag) => flag.names);
	const [first] = verb.arguments;
	return `		${verb.name})
			case $prev in
${values.join('\n')}
			esac
			if [[ $cur == -* ]]; then _NAME_words '${words.join(' ')}'; else ${offer(first ?? {kind: 'nothing'})}; fi ;;`;
}

function valueCase(flag: FlagWords): string {
	return `				${flag.names.join('|')}) ${offer(flag.value as Offer)}; return ;;`;
}

function offer(what: Offer): string {
	switch (what.kind) {
		case 'words':
			return `_NAME_words '${what.words.join(' ')}'`;
		case 'files':
			return '_NAME_paths -f';
		case 'directories':
			return '_NAME_paths -d';
		case 'nothing':
			return ':';
	}
}
