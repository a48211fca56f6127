import type {preflightEn} from './preflight-en.ts';

/** 预检屏幕的中文文字，以及尚不能进入下一屏的原因。 */
export const preflightZh: typeof preflightEn = {
	preflight: {
		asking: (done, total) => (total > 0 ? `正在检查主机：${done}/${total}` : '正在检查主机'),
		none: '没有问题：全部检查通过。',
		sums: (errors, warnings, infos, passed) =>
			`${errors} 项阻止安装，${warnings} 项警告，${infos} 项提示${passed.length > 0 ? `；已放行：${passed.join('、')}` : ''}`,
		mayPass: (check) => `可按名称 ${check} 放行：w`,
		passes: (check) => `已按名称 ${check} 放行：按 w 取消`,
		mayNotPass: '不能放行：安装必然失败。',
		severity: {error: '阻止', warning: '警告', info: '提示'},
		waivedMark: '已放行',
		onHosts: (count) => `共 ${count} 台主机`,
		cluster: '集群',
		seen: '现象',
		why: '为何重要',
		remedy: '解决办法',
		handled: (step) => `安装会自动处理：${step}`,
		hint: {
			ready: '没有问题阻止安装。按 n 进入拓扑。',
			fix: (count) =>
				count === 1 ? 'X 显示 kubewiz 可执行的那一项修复，确认后执行。' : `x 显示所选问题的修复，确认后执行；X 则针对全部 ${count} 项。`,
			waive: '手工修复后按 r，或按 w 按名称放行。',
			answers: '后面的屏幕中换一个答案或许即可解决（n）；开始之前会全部再检查一次。',
			byHand: '按说明手工修复后按 r，或移除该主机（Esc）。',
		},
		moreDetail: '按 Enter 查看全部',
		fixAllTitle: (count) => `要执行这 ${count} 项修复吗？`,
		fix: '修复',
		fixOne: '修复一台',
		fixWhich: '修复哪一台主机？',
		oneHost: '只涉及一台主机：按 x',
		fixAll: '全部修复',
		recheck: '重新检查',
		waive: '放行',
		unwaive: '取消放行',
		detail: '详情',
		fixTitle: '要执行这项修复吗？',
		fixHosts: (hosts) => `主机：${hosts}`,
		destroys: (count, total) =>
			total === 1
				? '此修复会拿走主机可能还需要的内容。'
				: count === total
					? '这些修复会拿走主机可能还需要的内容：'
					: `其中 ${count} 项会拿走主机可能还需要的内容：`,
		withoutThose: '不含这些',
		runIt: '执行',
		doNot: '不执行',
		fixing: '正在修复',
		fixed: '修复已执行，主机已重新检查。',
		fixedChecking: '修复已执行，正在重新检查主机。',
		stop: '停止',
		stopping: '等待正在执行的修复结束，不再开始新的修复。',
		cut: '立即中断',
		cutting: '正在中断修复。',
		stopped: '已停止。',
		noFix: '没有 kubewiz 可执行的修复',
		notWaivable: '安装必然失败，不能放行',
		onlyErrors: '它不阻止安装',
		nothingToFix: '这里没有 kubewiz 可以修复的内容',
		hostLine: (host, text) => `${host}：${text}`,
	},
	notReady: {
		'no-hosts': '请先添加至少一台主机',
		'hosts-not-tested': '主机尚未测试：按 t',
		'hosts-failing': '有主机不可用；请修改或移除',
		'keys-unknown': '有主机密钥待确认：按 f',
		'preflight-not-run': '检查尚未结束',
		'preflight-blocks': '选中阻止项后按 x 修复，或按 w 放行（如可放行）',
		'spec-problems': '有回答不正确，已标出',
		'mirrors-probing': '镜像源还在测试中',
		'mirror-not-trusted': '所选镜像源没有应答：换一个，或确认使用',
		'plan-not-made': '计划尚未生成',
		'run-not-ended': '安装仍在进行',
	},
};
