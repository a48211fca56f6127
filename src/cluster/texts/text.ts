/** What is wrong, and what would be right. */
export interface Text {
	readonly message: string;
	readonly remedy?: string;
}
