import { type Words, wordsOf } from '../../words.ts'

/** What almost every record type has. */
type Common = 'id' | 'created' | 'updated' | 'attributes'

/** Gives the field names of a record type that also has `id`, `created`, `updated` and `attributes`. */
export function fields<const Text extends string>(text: Text): readonly (Common | Words<Text>)[] {
  return wordsOf(`id created updated attributes ${text}`) as readonly (Common | Words<Text>)[]
}

/** As `fields`, for a type that also has an address, `addr`. */
export function addressed<const Text extends string>(text: Text): readonly (Common | 'addr' | Words<Text>)[] {
  return wordsOf(`id created updated attributes addr ${text}`) as readonly (Common | 'addr' | Words<Text>)[]
}
