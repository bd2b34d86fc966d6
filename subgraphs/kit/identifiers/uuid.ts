/** Tells whether the text is a UUID as this hub writes them: in lower case, with hyphens. No other text is an id here. */
export const isUuid = (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
