import type {FlagWords, Offer, VerbWords} from './words.ts';

/** Completion for fish, for ~/.config/fish/completions/NAME.fish or to be sourced. */
export function fishCompletion(name: string, verbs: readonly VerbWords[]): string {
	const none = `not __fish_seen_subcommand_from ${verbs.map((verb) => verb.name).join(' ')}`;
	return [
		`# fish completion for ${name}: source it, or save it as ~/.config/fish/completions/${name}.fish`,
		`complete -c ${name} -f`,
		...verbs.map((verb) => `complete -c ${name} -n ${quoted(none)} -a ${verb.name} -d ${quoted(verb.description)}`),
		...verbs.flatMap((verb) => verbLines(name, verb)),
		'',
	].join('\n');
}

function verbLines(name: string, verb: VerbWords): string[] {
	const when = `complete -c ${name} -n ${quoted(`__fish_seen_subcommand_from ${verb.name}`)}`;
	const [first] = verb.arguments;
	return [...verb.flags.map((flag) => `${when}${flagPart(flag)}`), ...(first ? argumentPart(first).map((part) => `${when}${part}`) : [])];
}

function flagPart(flag: FlagWords): string {
	const names = flag.names.map((flagName) => (flagName.startsWith('--') ? ` -l ${flagName.slice(2)}` : ` -s ${flagName.slice(1)}`));
	return `${names.join('')}${flag.value ? valuePart(flag.value) : ''} -d ${quoted(flag.description)}`;
}

function valuePart(what: Offer): string {
	switch (what.kind) {
		case 'words':
			return ` -x -a ${quoted(what.words.join(' '))}`;
		case 'files':
			return ' -r -F';
		case 'directories':
			return ` -x -a ${quoted('(__fish_complete_directories)')}`;
		case 'nothing':
			return ' -x';
	}
}

function argumentPart(what: Offer): string[] {
	if (what.kind === 'words') return [` -a ${quoted(what.words.join(' '))}`];
	return what.kind === 'files' ? [' -F'] : [];
}

function quoted(text: string): string {
	return `'${text.replaceAll('\\', '\\\\').replaceAll("'", String.raw`\'`)}'`;
}
