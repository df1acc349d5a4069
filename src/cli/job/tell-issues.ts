import type { z } from 'zod'

/** Says what is wrong with a job, by the name of the field and never by its value. The issues hold their inputs. */
export function tellIssues({ issues }: z.ZodError): string {
  return issues.map(tell).join('; ')
}

function tell(issue: z.core.$ZodIssue): string {
  const path = issue.path.map(String)
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map(key => `\`${[...path, key].join('.')}\` is no option`).join('; ')
  }
  return `\`${path.join('.')}\` ${isMissing(issue) ? 'is missing' : issue.message}`
}

/** JSON has no `undefined`: a value that is it was not given. */
function isMissing(issue: z.core.$ZodIssue): boolean {
  return 'input' in issue && issue.input === undefined
}
