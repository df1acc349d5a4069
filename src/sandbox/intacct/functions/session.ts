import { locationUnknown } from '../object-errors.ts'
import { type Performer, refuse } from '../world.ts'

/** `getAPISession`: begins a session of whoever is signed in, for an entity or, where it is named empty, the top level. */
export const getAPISession: Performer = (asked, { world, session }) => {
  const { access, endpoint } = world
  const locationId = asked.child('locationid')?.text.trim() ?? session.locationId
  if (locationId !== '' && locationId !== access.credentials.locationId) return refuse(locationUnknown(locationId))
  const sessionId = access.sessions.begin({ ...session, locationId })
  const parts = Object.entries({ sessionid: sessionId, endpoint, locationid: locationId })
  const api = { name: 'api', children: parts.map(([name, text]) => ({ name, children: [text] })) }
  return { errors: [], data: { name: 'data', children: [api] } }
}
