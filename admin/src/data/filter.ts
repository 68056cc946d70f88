import { presetRange } from './presets.ts';
import type { Preset } from './presets.ts';

/** A list's filter as it stands in the URL: the API's filter, and day presets that stay relative. */
export type UrlFilter = Record<string, unknown>;

/** `status: ["A"]` is short for `status: { in: ["A"] }`; `dueOn: { preset: "thisMonth" }` becomes from and to. */
export function toApiFilter(filter: UrlFilter, today: string): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(filter)
      .filter(([, value]) => value !== undefined && value !== null && value !== '')
      .map(([key, value]) => [key, toApiValue(value, today)]),
  );
}

function toApiValue(value: unknown, today: string): unknown {
  if (Array.isArray(value)) {
    return value.every((item) => typeof item === 'string') ? { in: value } : value.map((item) => toApiValue(item, today));
  }
  if (typeof value !== 'object' || value === null) return value;
  if ('preset' in value && typeof value.preset === 'string') return presetRange(value.preset as Preset, today);
  return value;
}
