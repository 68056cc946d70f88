// The inputs by which lists are filtered: operators by kind of field, and a filter of each entity.
import { builder } from './builder.ts';
import { enumRef, loose, once, type Loose } from './faceTypes.ts';
import type { Entity, Kind } from './shared/entity.ts';

const operator = (type: Loose, list = false) => (t: Loose) => t.field({ type: list ? [type] : type });
function filterRef(kind: Kind): Loose {
  if (kind === 'boolean') return 'Boolean';
  const named = (name: string, operators: Record<string, (t: Loose) => Loose>) => once(`input ${name}`, () =>
    builder.inputType(name, { fields: (t) => Object.fromEntries(Object.entries(operators).map(([key, field]) => [key, field(t)])) }));
  const flag = operator('Boolean');
  if (kind.startsWith('enum:')) {
    const type = enumRef(kind.slice(5));
    return named(`${kind.slice(5)}Filter`, { is: operator(type), in: operator(type, true), notIn: operator(type, true), empty: flag });
  }
  if (kind === 'int') return named('IntFilter', { is: operator('Int'), min: operator('Int'), max: operator('Int'), empty: flag });
  if (kind === 'day') return named('DayFilter', { is: operator('Day'), from: operator('Day'), to: operator('Day'), empty: flag });
  if (kind === 'instant') return named('DateTimeFilter', { from: operator('DateTime'), to: operator('DateTime'), empty: flag });
  if (kind === 'uuid') return named('IdFilter', { is: operator('ID'), in: operator('ID', true), notIn: operator('ID', true), empty: flag });
  if (kind === 'text') {
    return named('TextFilter', { is: operator('String'), in: operator('String', true), contains: operator('String'), startsWith: operator('String'), empty: flag });
  }
  return named('DecimalFilter', { is: operator('Decimal'), min: operator('Decimal'), max: operator('Decimal'), empty: flag });
}

const askable = (kind: Kind) => kind !== 'json' && kind !== 'texts';

/** The filter input of an entity's lists. */
export function entityFilterRef(declared: Entity): Loose {
  return once(`filter ${declared.name}`, () => {
    const ref = loose.inputRef(`${declared.name}Filter`);
    ref.implement({
      fields: (t: Loose) => ({
        and: t.field({ type: [ref] }), or: t.field({ type: [ref] }), not: t.field({ type: ref }),
        ...(declared.listing?.search ? { search: t.string() } : {}),
        ...Object.fromEntries(Object.entries(declared.fields).filter(([, field]) => field.askable && askable(field.kind))
          .map(([name, field]) => [name, t.field({ type: filterRef(field.kind) })])),
        ...Object.fromEntries(Object.keys(declared.ones).map((name) => [name, t.field({ type: filterRef('uuid') })])),
      }),
    });
    return ref;
  });
}
