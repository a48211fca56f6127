/** Begins the first line of configuration files that are kubewiz's as a whole. */
export const writtenByKubewiz = '# Written by kubewiz';
