/** What a request was made on, as it was then: `{ name: text }`; amounts as decimals in the company's currency. */
export const factsOf = (facts: unknown): Record<string, string> =>
  typeof facts === 'object' && facts !== null ? Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, String(value)])) : {};

/** What people call a request: the record it is about, or whose it is while that has no number. */
export const labelOf = ({ subjectLabel, facts }: { subjectLabel?: unknown; facts?: unknown }): string =>
  (typeof subjectLabel === 'string' ? subjectLabel : factsOf(facts)['customer'] ?? factsOf(facts)['supplier']) ?? '–';
