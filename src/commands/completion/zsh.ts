import type {FlagWords, Offer, VerbWords} from './words.ts';

/** Completion for zsh, for a directory of \`$fpath\` or to be sourced after compinit. */
export function zshCompletion(name: string, verbs: readonly VerbWords[]): string {
	const described = verbs.map((verb) => `		${quoted(`${verb.name}:${verb.description}`)}`);
	return `#compdef ${name}
# zsh completion for ${name}: save it as _${name} in a directory of $fpath, or source it

_${name}() {
	local -a verbs
	verbs=(
${described.join('\n')}
	)
	if (( CURRENT == 2 )); then
		_describe -t commands command verbs
		return
	fi
	local verb=$words[2]
	shift words
	(( CURRENT-- ))
	case $verb in
${verbs.map(verbCase).join('\n')}
	esac
}

if [ "$funcstack[1]" = _${name} ]; then
	_${name} "$@"
else
	compdef _${name} ${name}
fi
`;
}

function verbCase(verb: VerbWords): string {
	const specs = [...verb.flags.map(flagSpec), ...verb.arguments.map((what, index) => quoted(`${index + 1}:argument:${action(what)}`))];
	return `		${verb.name})
			_arguments -s \\
${specs.map((spec) => `				${spec}`).join(' \\\n')} ;;`;
}

/** `'(-f --file)'{-f,--file}'[description]:value:_files'` in the notation of _arguments. */
function flagSpec(flag: FlagWords): string {
	const description = `[${flag.description.replaceAll(/[[\]:\\]/g, String.raw`\$&`)}]`;
	const value = flag.value ? `:value:${action(flag.value)}` : '';
	const [first = '', second] = flag.names;
	if (!second) return quoted(`*${first}${description}${value}`);
	return `'*'{${first},${second}}${quoted(`${description}${value}`)}`;
}

function action(what: Offer): string {
	switch (what.kind) {
		case 'words':
			return `(${what.words.join(' ')})`;
		case 'files':
			return '_files';
		case 'directories':
			return '_files -/';
		case 'nothing':
			return ' ';
	}
}

function quoted(text: string): string {
	return `'${text.replaceAll("'", `'\\''`)}'`;
}
