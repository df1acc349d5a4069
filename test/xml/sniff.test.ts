import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { BodyKind } from '../../src/core/vocabulary.ts'
import { sniff } from '../../src/xml/sniff.ts'
import { documents } from './documents.ts'

describe('sniff', () => {
  test.each<[kind: BodyKind, text: string]>([
    ['empty', ''],
    ['empty', ' \r\n\t'],
    ['empty', '\uFEFF'],
    ['empty', '\u00A0\f\n'],
    ['html', '<!doctype html><p>x'],
    ['html', '<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01//EN">'],
    ['html', '\uFEFF\n <html lang="en">'],
    ['html', '<HTML>'],
    ['html', '<!-- gateway --><html>'],
    ['html', '<?xml version="1.0"?><!DOCTYPE html PUBLIC "x" "y"><html xmlns="http://www.w3.org/1999/xhtml">'],
    ['html', '<?xml version="1.0"?>\n<html xmlns="http://www.w3.org/1999/xhtml"/>'],
    ['html', '<head><title>502 Bad Gateway</title></head>'],
    ['html', '<h1>Bad Gateway</h1>'],
    ['html', '<center><h1>x</h1></center>'],
    ['json', '{"error":"x"}'],
    ['json', ' { }'],
    ['json', '[]'],
    ['json', '[{"a":1}]'],
    ['json', '[1, 2]'],
    ['json', '[-1.5e3]'],
    ['json', '[null]'],
    ['json', '{\n'],
    ['text', '[2026-05-04] failed'],
    ['text', '[ERROR] failed'],
    ['text', '{braces} in text'],
    ['text', 'Service Unavailable'],
    ['text', 'upstream error: <html>'],
    ['text', '< 5 items'],
    ['text', '<3'],
    ['xml', '<a/>'],
    ['xml', '<'],
    ['xml', '\uFEFF<?xml version="1.0"?><response/>'],
    ['xml', ' \n<?xml version="1.0"?><a/>'],
    ['xml', '<htmlish/>'],
    ['xml', '<html:a xmlns:html="u"/>'],
    ['xml', '<Body/>'.replace('Body', 'body-part')],
    ['xml', '<!DOCTYPE paymentService PUBLIC "x" "y"><paymentService/>'],
    ['xml', '<!DOCTYPE htmlike><a/>'],
    ['xml', '<!-- only a comment -->'],
    ['xml', '<!-- cut off'],
    ['xml', '<?xml version="1.0"'],
    ['xml', '<soap:Envelope>'],
    ['xml', '<été/>'],
    ['xml', '<response><html>inside</html></response>'],
  ])('finds %s in %j', (kind, text) => {
    expect(sniff(text)).toBe(kind)
  })

  test('finds xml in every document', () => {
    fc.assert(fc.property(documents, document => sniff(document) === 'xml'))
  })

  test('answers every text', () => {
    const kinds: BodyKind[] = ['empty', 'html', 'json', 'text', 'xml']
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'<!-?>[{"html \n\uFEFF') }), text =>
        kinds.includes(sniff(text)),
      ),
    )
  })
})
