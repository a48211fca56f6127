import {hostFindingsZh} from './findings-host-zh.ts';
import {networkFindingsZh} from './findings-network-zh.ts';
import {softwareFindingsZh} from './findings-software-zh.ts';

/** 预检发现的中文说明，按检查名称。 */
export const findingsZh = {...hostFindingsZh, ...softwareFindingsZh, ...networkFindingsZh};
