/** Levels of nesting where no limit is given; the root is the first. */
export const MAX_DEPTH = 512

/** Elements and attributes in all where no limit is given. */
export const MAX_NODES = 5_000_000
