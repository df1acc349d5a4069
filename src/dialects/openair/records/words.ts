/** The words of a text, as a union. Line breaks and runs of blanks part them. */
export type Words<Text extends string, Found = never> = Text extends `${infer Line}\n${infer Rest}`
  ? Words<Rest, Found | WordsOfLine<Line>>
  : Found | WordsOfLine<Text>

type WordsOfLine<Line extends string, Found extends string = never> = Line extends `${infer Word} ${infer Rest}`
  ? WordsOfLine<Rest, Found | Exclude<Word, ''>>
  : Found | Exclude<Line, ''>

/** What almost every record type has. */
type Common = 'id' | 'created' | 'updated' | 'attributes'

/** Gives the field names of a record type that also has `id`, `created`, `updated` and `attributes`. */
export function fields<const Text extends string>(text: Text): readonly (Common | Words<Text>)[] {
  return bare(`id created updated attributes ${text}`) as readonly (Common | Words<Text>)[]
}

/** As `fields`, for a type that also has an address, `addr`. */
export function addressed<const Text extends string>(text: Text): readonly (Common | 'addr' | Words<Text>)[] {
  return bare(`id created updated attributes addr ${text}`) as readonly (Common | 'addr' | Words<Text>)[]
}

/** Gives exactly the names in the text. */
export function bare<const Text extends string>(text: Text): readonly Words<Text>[] {
  return text.split(/\s+/).filter(word => word !== '') as unknown as readonly Words<Text>[]
}
