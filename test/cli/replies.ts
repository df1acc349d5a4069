/** Replies for the tests of the command line. */
export const replies = {
  done: '<response><Auth status="0"/><Add status="0"><Customer><id>7</id></Customer></Add></response>',
  wrongLogin: '<response><Auth status="401"/></response>',
  batch:
    '<response><Auth status="0"/><Add status="0"><Customer><id>7</id></Customer></Add>' +
    '<Add status="1106"><errors>The berth is taken</errors></Add><Delete status="821"/></response>',
  unknownCode: '<response><Auth status="0"/><Add status="978"/></response>',
  unparsable: '<response status="1">unclosed token at line 4, column 17</response>',
  cut: '<response><Auth status="0"/><Add sta',
  html: '<!DOCTYPE html><html><head><title>Bad gateway</title></head><body>Bad gateway</body></html>',
  foreign: '<harbor><pier>3</pier></harbor>',
  soapFault:
    '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><s:Fault><faultcode>s:Client</faultcode>' +
    '<faultstring>No berth was named</faultstring></s:Fault></s:Body></s:Envelope>',
} as const

export type ReplyName = keyof typeof replies
