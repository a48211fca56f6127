import {raw, type Script, sh} from '../shell/sh.ts';
import {containerdFacts} from './facts/containerd-script.ts';
import {diskFacts} from './facts/disks-script.ts';
import {networkFacts} from './facts/network-script.ts';
import {packageFacts} from './facts/packages-script.ts';
import {remainsFacts} from './facts/remains-script.ts';
import {storageSpeedFacts} from './facts/storage-speed-script.ts';
import {systemFacts} from './facts/system-script.ts';
import {timeFacts} from './facts/time-script.ts';
import {lineFunctions} from './shell-lines.ts';

/**
 * The shell text that reads a host's facts in one go. It changes nothing
 * (`measureStorage` writes 64 KiB into a file beside the etcd directory and
 * removes it), needs no tool but those every Linux host has, and tolerates the
 * absence of any other.
 *
 * Output: one fact a line, `key TAB field TAB field…`. The last line is `end`:
 * without it the facts are cut.
 */
export function factsScript(options: {readonly measureStorage: boolean}): Script {
	return sh`
		${lineFunctions}
		# first_line FILE: its first line in $line, empty when it cannot be read.
		first_line() {
			line=
			[ -r "$1" ] && IFS= read -r line 2>/dev/null <"$1"
			return 0
		}
		now
		put clock-start "$stamp" "$precision"
		${systemFacts}
		${networkFacts}
		${diskFacts}
		${packageFacts}
		${remainsFacts}
		${containerdFacts}
		${timeFacts}
		${options.measureStorage ? storageSpeedFacts : raw(': etcd storage is not measured here', 'nothing to run')}
		now
		put clock-end "$stamp" "$precision"
		put end
	`;
}
