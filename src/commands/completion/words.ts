import type {Argument, Command, Option} from 'commander';

/** What a shell can offer at a place. */
export type Offer = {readonly kind: 'words'; readonly words: readonly string[]} | {readonly kind: 'files' | 'directories' | 'nothing'};

export interface FlagWords {
	/** `--file`, `-f`. */
	readonly names: readonly string[];
	readonly description: string;
	/** Undefined: takes no value. */
	readonly value: Offer | undefined;
}

export interface VerbWords {
	readonly name: string;
	readonly description: string;
	readonly flags: readonly FlagWords[];
	/** Offers for the positional arguments, in order. */
	readonly arguments: readonly Offer[];
}

/** The table of verbs and flags as completion needs it, read off the commander program: one source for parsing, help and completion. */
export function verbWords(program: Command): readonly VerbWords[] {
	const help = program.createHelp();
	const globals = program.options.filter((option) => !option.hidden);
	return help
		.visibleCommands(program)
		.filter((command) => command.name() !== 'help')
		.map((command) => ({
			name: command.name(),
			description: command.summary() || command.description(),
			flags: [...help.visibleOptions(command), ...globals]
				.filter((option, index, all) => all.findIndex((other) => other.long === option.long) === index)
				.map(flagWords),
			arguments: command.registeredArguments.map(argumentOffer),
		}));
}

function flagWords(option: Option): FlagWords {
	return {
		names: [option.long, option.short].filter((name): name is string => name !== undefined && name !== null),
		description: option.description,
		value: option.required || option.optional ? offerOf(option.flags, option.argChoices) : undefined,
	};
}

function argumentOffer(argument: Argument): Offer {
	return offerOf(`<${argument.name()}>`, argument.argChoices);
}

/** The placeholder says what is wanted: `<file>` and `<dir>` complete to paths. */
function offerOf(flags: string, choices: readonly string[] | undefined): Offer {
	if (choices) return {kind: 'words', words: choices};
	const placeholder = /[<[]([^>\]]+)[>\]]/.exec(flags)?.[1] ?? '';
	if (placeholder.split('|').includes('dir')) return {kind: 'directories'};
	return {kind: placeholder.split('|').includes('file') ? 'files' : 'nothing'};
}
