/** A cache that forgets its oldest entry when it is full, so that hostile input cannot make it grow. */
export function boundedCache<Value>(limit: number) {
  const entries = new Map<string, Value>();
  return (key: string, make: () => Value): Value => {
    const known = entries.get(key);
    if (known !== undefined) return known;
    const value = make();
    if (entries.size >= limit) {
      const oldest = entries.keys().next();
      if (!oldest.done) entries.delete(oldest.value);
    }
    entries.set(key, value);
    return value;
  };
}
