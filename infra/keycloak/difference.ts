type Json = Record<string, unknown>;

/**
 * Where what is there differs from what is wanted, as paths. Only what is wanted is looked at: Keycloak adds defaults
 * of its own. Lists of plain values count as sets.
 */
export function differences(wanted: unknown, there: unknown, path = ''): string[] {
  if (Array.isArray(wanted)) return isSameSet(wanted, there) ? [] : [path];
  if (wanted !== null && typeof wanted === 'object') {
    const actual = (there ?? {}) as Json;
    return Object.entries(wanted as Json).flatMap(([name, value]) =>
      differences(value, actual[name], path ? `${path}.${name}` : name),
    );
  }
  return String(wanted) === String(there ?? '') ? [] : [path];
}

function isSameSet(wanted: unknown[], there: unknown): boolean {
  const sorted = (list: unknown[]) => JSON.stringify(list.map(String).sort());
  return sorted(wanted) === sorted(Array.isArray(there) ? there : []);
}
