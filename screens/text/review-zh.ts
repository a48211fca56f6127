import type {reviewEn} from './review-en.ts';

/** 核对屏幕的中文文字。 */
export const reviewZh: typeof reviewEn = {
	review: {
		blocked: '按现在的答案，以下问题阻止安装：',
		blockedHint: 'p 打开预检，其中说明如何解决；Esc 返回修改答案。',
		toPreflight: '到预检',
		planning: '正在读取各主机现状并生成计划',
		sums: (todo, done, hosts) => `${todo} 个任务待执行，${done} 个已满足，${hosts} 台主机`,
		answers: '回答（cluster.yaml）',
		tasks: '按步骤列出的任务',
		task: (todo, done) => `${todo} 待执行，${done} 已满足`,
		allHosts: '所有主机',
		files: '将写入的文件',
		script: (step, host) => `${host} 上“${step}”的命令`,
		show: '查看命令',
		noScript: '此行没有命令，请选择一个步骤',
		otherHost: '换主机',
		search: '搜索',
		save: '保存 cluster.yaml',
		saveLabel: '保存为',
		overwrite: '该文件属于另一个集群。在路径前加 ! 可替换它。',
		saved: (path) => `已保存为 ${path}`,
		export: '导出为 shell',
		exportLabel: '导出到',
		start: '开始',
		startTitle: '开始安装吗？',
		startLines: (hosts, tasks) => [`将有 ${tasks} 个任务改动 ${hosts} 台主机。可随时停止，之后从原处继续。`],
		notYet: '先不',
		again: '重新计划',
	},
};
