/** What questions about counts are answered from. */
export const NUMBERS_SOURCES = Symbol('numbers sources');
