/** 步骤标题的中文，按步骤 id；英文标题在步骤自己的文件里。 */
export const stepsZh: Readonly<Record<string, string>> = {};
