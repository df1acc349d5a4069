import { element, numbers } from './markup.ts'

/** A reply of the Intacct gateway, indented as it sends it: the third of each three functions failed. */
export function gatewayReply(functions: number): string {
  const operation = `  <operation>\n${authentication}${numbers(functions).map(result).join('')}  </operation>\n`
  return `<?xml version="1.0" encoding="UTF-8"?>\n<response>\n${control}${operation}</response>\n`
}

const control = block('control', 2, [
  ['status', 'success'],
  ['senderid', 'harbor-office'],
  ['controlid', '2026-04-17T06:02:11.310Z'],
  ['uniqueid', 'false'],
  ['dtdversion', '3.0'],
])

const authentication = block('authentication', 4, [
  ['status', 'success'],
  ['userid', 'harbor-clerk'],
  ['companyid', 'Harbor Office'],
  ['locationid', ''],
  ['sessiontimestamp', '2026-04-17T06:02:11+00:00'],
  ['sessiontimeout', '2026-04-17T12:02:11+00:00'],
])

function result(n: number): string {
  return n % 3 === 2 ? refused(n) : done(n)
}

function done(n: number): string {
  const project = block('PROJECT', 10, [
    ['RECORDNO', `${8100 + n}`],
    ['PROJECTID', `P-${n}`],
    ['NAME', `Pier ${n} &amp; Sons`],
    ['PROJECTCATEGORY', 'Contract'],
    ['STATUS', 'active'],
    ['CUSTOMERID', `C-${700 + n}`],
    ['CUSTOMERNAME', 'Northern Harbor Company'],
    ['BUDGETAMOUNT', `${1200 + n * 31}.50`],
    ['BEGINDATE', '04/17/2026'],
    ['ENDDATE', ''],
    ['DESCRIPTION', `Berth ${n} is kept free until the inspection of the crane is over`],
    ['BILLINGTYPE', 'Time &amp; Material'],
    ['WHENCREATED', '04/17/2026 06:02:11'],
    ['WHENMODIFIED', '04/17/2026 06:02:11'],
    ['MEGAENTITYNAME', ''],
  ])
  const data = `        <data listtype="objects" count="1">\n${project}        </data>\n`
  return `      <result>\n${head(n, 'success')}${data}      </result>\n`
}

function refused(n: number): string {
  const cause = block('error', 10, [
    ['errorno', 'BL34000061'],
    ['description', ''],
    ['description2', `Another project with the id P-${n} exists &lt;in this entity&gt;`],
    ['correction', 'Choose an id that is free'],
  ])
  const echo = block('error', 10, [
    ['errorno', 'BL01001973'],
    ['description', ''],
    ['description2', 'The project record was not created'],
    ['correction', ''],
  ])
  const errors = `        <errormessage>\n${cause}${echo}        </errormessage>\n`
  return `      <result>\n${head(n, 'failure')}${errors}      </result>\n`
}

function head(n: number, status: string): string {
  const lines = [element('status', status), element('function', 'create'), element('controlid', `step-${n}`)]
  return lines.map(line => `        ${line}\n`).join('')
}

function block(name: string, indent: number, fields: readonly (readonly [string, string])[]): string {
  const margin = ' '.repeat(indent)
  const lines = fields.map(([field, value]) => `${margin}  ${element(field, value)}\n`)
  return `${margin}<${name}>\n${lines.join('')}${margin}</${name}>\n`
}
