import {type SpawnOptions, spawn} from 'node:child_process';

/** Runs a program and gives its standard output. Throws with its last lines when it fails. */
export async function command(
	program: string,
	args: readonly string[],
	options: {readonly input?: string; readonly mayFail?: boolean; readonly cwd?: string; readonly env?: NodeJS.ProcessEnv} = {},
): Promise<string> {
	const spawnOptions: SpawnOptions = {cwd: options.cwd, env: options.env, stdio: ['pipe', 'pipe', 'pipe']};
	const child = spawn(program, args, spawnOptions);
	let output = '';
	let errors = '';
	child.stdout?.setEncoding('utf8').on('data', (text: string) => (output += text));
	child.stderr?.setEncoding('utf8').on('data', (text: string) => (errors += text));
	// A program that ends without reading is no fault; how it ended is.
	child.stdin?.on('error', () => {});
	child.stdin?.end(options.input ?? '');
	const code = await new Promise<number | null>((resolve, reject) => {
		child.once('error', reject);
		child.once('close', resolve);
	});
	if (code !== 0 && !options.mayFail)
		throw new Error(`${program} ended with ${code}:\n${(output + errors).split('\n').slice(-15).join('\n')}`);
	return output;
}
