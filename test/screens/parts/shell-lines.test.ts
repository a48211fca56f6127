import {execFileSync} from 'node:child_process';
import stringWidth from 'string-width';
import {describe, expect, test} from 'vitest';
import {shellLines} from '../../../screens/parts/shell-lines.ts';

const long = `/root/.local/state/kubewiz/${'a-directory-with-a-long-name/'.repeat(5)}cluster.yaml`;

describe('a command broken over lines', () => {
	test('that fits stays as it is', () => {
		expect(shellLines('kubectl get nodes', 40)).toEqual(['kubectl get nodes']);
	});

	test.each([
		`kubewiz resume -f ${long} --state-dir /var/lib/somewhere/else --accept-host-keys`,
		`export KUBECONFIG='${long}'`,
		`kubectl --kubeconfig "${long}" -n kube-system get pods -o 'custom-columns=NAME:.metadata.name,NODE:.spec.nodeName'`,
		"echo 'two  blanks stay' \"it's\" a\\ b 中文参数也要完整地复制过去不能断开",
	])('%s: a shell reads the same words', (command) => {
		const words = (text: string) => execFileSync('sh', ['-c', `printf '<%s>' ${text}`], {encoding: 'utf8'});
		for (const width of [20, 40, 56, 76]) {
			const lines = shellLines(command, width);
			expect(lines.filter((line) => stringWidth(line) > width)).toEqual([]);
			expect(words(lines.join('\n'))).toBe(words(command));
		}
	});
});
