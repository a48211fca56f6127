import {Command} from 'commander';
import {hostFaults} from '../demo/model/host.ts';
import {type Say, told} from '../told.ts';
import type {Environment} from './environment.ts';
import {repeated, wholeNumber} from './flags.ts';
import {withExamples} from './help.ts';
import {verb} from './verb.ts';

export interface DemoFlags {
	readonly hosts: number;
	readonly controlPlanes: number;
	readonly speed: number;
	readonly latency?: number;
	readonly seed?: string;
	readonly fail?: readonly string[];
	readonly drop?: readonly string[];
	readonly reboot?: readonly string[];
	readonly die?: readonly string[];
	readonly hostFault?: readonly string[];
	readonly resume?: boolean;
}

const faults = Object.keys(hostFaults);

/** `kubewiz demo`. */
export function demoCommand(environment: Environment, say: Say): Command {
	const command = new Command('demo')
		.summary(
			say(told('a whole installation on simulated hosts, without root or network', '在模拟主机上完整演示一次安装，无需 root 或网络')),
		)
		.description(
			say(
				told(
					'Opens the wizard on SSH servers inside this process that play hosts; without a terminal, or with --plain, runs apply on them. Times, texts and states are modelled on real ones, nothing is installed anywhere.',
					'在本进程内扮演主机的 SSH 服务器上打开向导；没有终端或使用 --plain 时，对它们执行 apply。时间、文本和状态均仿照真实情况，不会在任何地方安装任何东西。',
				),
			),
		)
		.optionsGroup(say(told('Simulated hosts:', '模拟主机：')))
		.option('--hosts <number>', say(told('how many', '数量')), wholeNumber(say, 1, 5000), 4)
		.option('--control-planes <number>', say(told('how many of them are control planes', '其中控制平面的数量')), wholeNumber(say, 1, 99), 1)
		.option('--speed <factor>', say(told('times faster than real hosts', '比真实主机快多少倍')), wholeNumber(say, 1, 100_000), 20)
		.option('--latency <ms>', say(told('round trip of every line, for example 40ms', '每条连接的往返时间，例如 40ms')), milliseconds(say))
		.option('--seed <text>', say(told('the same text gives the same hosts, times and outputs', '同样的文本得到同样的主机、时间和输出')))
		.option(
			'--fail <step:host[:always]>',
			say(told('the step fails on the host, once or always', '该步骤在该主机上失败一次，或始终失败')),
			repeated,
		)
		.option('--drop <host@step>', say(told('the line to the host drops while it is at the step', '主机执行该步骤时连接中断')), repeated)
		.option('--reboot <host@step>', say(told('the host reboots while it is at the step', '主机执行该步骤时重启')), repeated)
		.option('--die <host@step>', say(told('the host dies while it is at the step', '主机执行该步骤时宕机')), repeated)
		.option(
			'--host-fault <fault:host>',
			say(told(`the host is not as it should be: ${faults.join(', ')}`, `主机状态不正常：${faults.join('、')}`)),
			repeated,
		)
		.option(
			'--resume',
			say(
				told(
					'when the run stops before its end, resume it on the same hosts; those that died are switched on again',
					'运行中途停止时，在同样的主机上恢复；宕机的主机会重新开机',
				),
			),
		);
	withExamples(say, command, [
		{
			does: told('three control planes and two workers', '三个控制平面和两个工作节点'),
			command: 'kubewiz demo --hosts 5 --control-planes 3',
		},
		{
			does: told('a join that fails, explained, and then resumed', '一次失败的加入：解释原因，然后恢复'),
			command: 'kubewiz demo --fail join:w3 --resume',
		},
		{does: told('500 hosts, 40 ms away', '500 台主机，往返 40 ms'), command: 'kubewiz demo --hosts 500 --latency 40ms --speed 1000'},
	]);
	return verb<DemoFlags>(environment, command, async (session, flags) => {
		const {runDemo} = await import('./run-demo.ts');
		return runDemo(session, command, flags);
	});
}

/** `40` and `40ms` are the same. */
function milliseconds(say: Say): (text: string) => number {
	return (text) => wholeNumber(say, 0, 60_000)(text.replace(/ms$/, ''));
}
