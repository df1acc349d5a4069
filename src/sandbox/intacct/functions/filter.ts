import { err, ok, Result } from 'neverthrow'
import type { XmlElement } from '../../../xml/element.ts'
import { filterUnknown, queryFailed } from '../object-errors.ts'
import type { ServiceError } from '../service-error.ts'
import { type Criterion, criterionOf } from './comparison.ts'

/**
 * Reads the filter of a query; the parser of the request bounds its depth.
 *
 *     <filter><and><equalto><field/><value/></equalto><or>...</or></and></filter>
 */
export function readFilter(
  filter: XmlElement | undefined,
  hasField: (field: string) => boolean,
  ignoresCase: boolean,
): Result<Criterion, ServiceError> {
  const [test, ...others] = filter?.children ?? []
  if (test === undefined) return ok(() => true)
  return others.length > 0 ? err(queryFailed()) : readTest(test, hasField, ignoresCase)
}

function readTest(
  test: XmlElement,
  hasField: (field: string) => boolean,
  ignoresCase: boolean,
): Result<Criterion, ServiceError> {
  const name = test.localName
  if (name === 'and' || name === 'or')
    return Result.combine(test.children.map(inner => readTest(inner, hasField, ignoresCase))).map(criteria =>
      name === 'and'
        ? record => criteria.every(holds => holds(record))
        : record => criteria.some(holds => holds(record)),
    )
  const field = (test.child('field')?.text.trim() ?? '').toUpperCase()
  if (!hasField(field)) return err(filterUnknown(field))
  const values = test.all('value').map(value => value.text)
  const criterion = criterionOf(name, field, values, ignoresCase)
  return criterion === undefined ? err(queryFailed()) : ok(criterion)
}
