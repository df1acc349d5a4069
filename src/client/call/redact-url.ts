/** The address without user, password, query and fragment, any of which may hold a credential. */
export function redactUrl(url: string): string {
  const { origin, pathname } = new URL(url)
  return `${origin}${pathname}`
}
