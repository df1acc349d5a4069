/** Texts that a record is filled with, escaped as they stand in a document. */
export interface Words {
  /** Two or three words. */
  readonly short: (record: number) => string
  /** A sentence with a reference or two. */
  readonly long: (record: number) => string
}

export const latin: Words = {
  short: record => `${pick(['North', 'South', 'Upper', 'Outer', 'Old'], record)} Pier ${record}`,
  long: record =>
    `${pick(['Berth', 'Basin', 'Lock', 'Quay'], record)} ${record} is kept free &lt;until noon&gt; while the crane is inspected and the divers look at the sheet piles`,
}

/** Greek, Cyrillic, Japanese, Hebrew, and characters outside of the basic plane. */
export const nonLatin: Words = {
  short: record => `${pick(['Προβλήτα', 'Причал', '埠頭', 'רציף', '부두'], record)} ${record}`,
  long: record =>
    pick(
      [
        `Η δεξαμενή ${record} μένει ελεύθερη &lt;ως το μεσημέρι&gt; όσο ελέγχεται ο γερανός`,
        `Причал ${record} свободен &lt;до полудня&gt;, пока осматривают кран`,
        `第${record}埠頭はクレーンの点検が終わるまで空けておきます &amp; 連絡してください 🚢`,
        `רציף ${record} נשמר פנוי &lt;עד הצהריים&gt; בזמן בדיקת העגורן`,
      ],
      record,
    ),
}

function pick(choices: readonly string[], record: number): string {
  return choices[record % choices.length] ?? ''
}
