/** Whether two values are the same JSON, whatever the order of their keys. */
export function sameJson(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [keys, others] = [Object.keys(a), Object.keys(b)];
  const at = (value: object, key: string): unknown => (value as Readonly<Record<string, unknown>>)[key];
  return (
    keys.length === others.length && keys.every((key) => Object.hasOwn(b, key) && sameJson(at(a, key), at(b, key)))
  );
}
