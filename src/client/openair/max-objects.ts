/** The most objects that the service takes in one request, of either API. */
export const MAX_OBJECTS = 1000
