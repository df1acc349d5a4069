/** The words of a text, as a union. Line breaks and runs of blanks part them. */
export type Words<Text extends string, Found = never> = Text extends `${infer Line}\n${infer Rest}`
  ? Words<Rest, Found | WordsOfLine<Line>>
  : Found | WordsOfLine<Text>

type WordsOfLine<Line extends string, Found extends string = never> = Line extends `${infer Word} ${infer Rest}`
  ? WordsOfLine<Rest, Found | Exclude<Word, ''>>
  : Found | Exclude<Line, ''>

/** Gives the words of a text, each in its type. */
export function wordsOf<const Text extends string>(text: Text): readonly Words<Text>[] {
  return text.split(/\s+/).filter(word => word !== '') as unknown as readonly Words<Text>[]
}
