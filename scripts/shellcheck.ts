import {execFileSync, spawnSync} from 'node:child_process';
import {readFileSync} from 'node:fs';

/**
 * Runs shellcheck over every shell file of the tree: those named *.sh and
 * those whose first line says so. Scripts made by kubewiz itself are checked by
 * test/steps, plan by plan.
 */
const shebang = /^#! ?(?:\/usr)?\/bin\/(?:env )?(?:ba|da)?sh\b/;

function isShell(file: string): boolean {
	return file.endsWith('.sh') || (!/\.[a-z]+$/.test(file) && shebang.test(readFileSync(file, 'utf8').slice(0, 80)));
}

function tracked(): string[] {
	const listing = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {encoding: 'utf8'});
	return listing.split('\0').filter((file) => file !== '');
}

const files = tracked().filter(isShell);
const run = spawnSync('shellcheck', ['--external-sources', '--source-path=SCRIPTDIR', ...files], {stdio: 'inherit'});
if (run.error) {
	process.stderr.write(`shellcheck cannot be run (${run.error.message}); install it, for example: apt-get install shellcheck\n`);
	process.exit(1);
}
if (run.status === 0) process.stdout.write(`shellcheck: ${files.length} shell files, no finding\n`);
process.exit(run.status ?? 1);
