/** What an attribute says: something of its own, nothing, that its element is nil, or that its element is a list. */
export type AttributeSays = 'data' | 'nothing' | 'nil' | 'list'

/**
 * What an attribute says by its local name and namespace, or what each of its values says. Asked once for a name, so it
 * must not depend on anything else.
 */
export type AttributeRule = (
  localName: string,
  namespace: string | undefined,
  prefix: string,
) => AttributeSays | ((value: string) => AttributeSays)

/**
 * An element as data whose form the attributes decide: text, nothing, a list of its children, or an object of its
 * children by local name. Attributes of their own are the member `attributes` (`$attributes` beside a child of that
 * name), text beside children or attributes is `$value`; what occurs several times is a list. Text between children has
 * no white space around it; text alone keeps what it has.
 */
export type RuledData = string | null | readonly RuledData[] | { readonly [name: string]: RuledData }

/** Whether data is a list, which a type alone does not tell of one that must not be changed. */
export function isList(data: RuledData): data is readonly RuledData[] {
  return Array.isArray(data)
}
