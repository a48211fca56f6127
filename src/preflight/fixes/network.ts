import {sh} from '../../shell/sh.ts';
import {keeping} from './repair.ts';

/** Its timer as well, which would start it again. The routes it made stay until the reboot. */
export const turnOffCloudSetup = keeping(sh`
	systemctl disable --now nm-cloud-setup.service
	systemctl disable --now nm-cloud-setup.timer 2>/dev/null || true
	echo 'reboot to drop the routing rules it made'
`);
