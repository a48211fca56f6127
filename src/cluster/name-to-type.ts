/** What an operator types before something is taken away from hosts: the name of the one host, or the cluster's where there are several. */
export function nameToType(hosts: readonly string[], cluster: string): string {
	const [first, ...others] = new Set(hosts);
	return first !== undefined && others.length === 0 ? first : cluster;
}
