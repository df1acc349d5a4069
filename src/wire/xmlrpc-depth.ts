/** Levels of values: of each, XML has three. The outermost value is the first. */
export const MAX_VALUE_DEPTH = 150
