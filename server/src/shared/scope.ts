import sql, { join, raw, type Sql } from 'sql-template-tag';
import { tables } from '../generated/rows.ts';
import { col, entityOf, quote, visible, type Entity, type Field } from './entity.ts';
import { Forbidden } from './perform.ts';
import type { Viewer } from './viewer.ts';

export interface Resolved { field: Field; value: Sql; currency?: Sql; /** Of an amount that may be in several currencies: the same in company money. */ inCompany?: Sql; /** Of a relation whose target may have become another: all ids that stand for some. */ family?: (ids: Sql) => Sql; /** Under what else a row is of given ids. */ also?: (ids: Sql) => Sql }

/** Whether an amount may be in several currencies and is known in company money, too: by its own declaration, or by its row's rate. */
export const isInCompany = ({ table }: Entity, { kind, currency, inCompany }: Field): boolean =>
  kind === 'money' && currency !== undefined && (inCompany !== undefined || (tables[table] as Record<string, string>).exchangeRate === 'fx');

/** An amount of a row in company money: sums are never made across currencies. Undefined where all are in it. */
function companyValue(entity: Entity, field: Field, alias: string, viewer: Viewer): Sql | undefined {
  if (!isInCompany(entity, field)) return undefined;
  return field.inCompany ? field.inCompany(alias) : sql`CASE WHEN ${col(alias, 'exchangeRate')} IS NULL THEN ${field.value(alias, viewer)} ELSE hesabu_in_company(${field.value(alias, viewer)}, ${col(alias, 'exchangeRate')}, ${col(alias, 'currencyCode')}) END`;
}

/** One FROM clause: an entity's rows as far as the viewer may see them, joined to what paths over relations name. */
export class Scope {
  readonly entity: Entity;
  readonly viewer: Viewer;
  readonly alias: string;
  private readonly joins = new Map<string, { alias: string; clause: Sql; entity: Entity }>();

  constructor(entity: Entity, viewer: Viewer, alias = 't') {
    this.alias = alias;
    this.entity = entity;
    this.viewer = viewer;
    this.demand(entity.permission);
  }

  private demand(permission: string | undefined): void {
    if (permission && !this.viewer.permissions.has(permission)) throw new Forbidden(permission);
  }

  private step(path: string, from: Entity, alias: string, name: string): { entity: Entity; alias: string } {
    const relation = from.ones[name];
    if (!relation) throw new UnknownField(path);
    this.demand(relation.permission);
    const target = entityOf(relation.target);
    this.demand(target.permission);
    const known = this.joins.get(path);
    if (known) return known;
    const joined = `${this.alias}j${this.joins.size + 1}`;
    const clause = sql`LEFT JOIN ${quote(target.table)} ${raw(joined)} ON ${col(joined, 'id')} = ${col(alias, relation.column)} AND ${visible(target, joined, this.viewer)}`;
    const made = { alias: joined, clause, entity: target };
    this.joins.set(path, made);
    return made;
  }

  /** The value of a field or of a path over to-one relations, e.g. `customer.country`. A path may end in a relation: its id. */
  resolve(path: string): Resolved {
    const steps = path.split('.');
    const last = steps.pop() ?? '';
    let place: { entity: Entity; alias: string } = { entity: this.entity, alias: this.alias };
    steps.forEach((name, index) => { place = this.step(steps.slice(0, index + 1).join('.'), place.entity, place.alias, name); });
    const field = place.entity.fields[last];
    if (field) {
      this.demand(field.permission);
      const value = field.value(place.alias, this.viewer);
      const inCompany = companyValue(place.entity, field, place.alias, this.viewer);
      return { field, value: field.column === undefined ? sql`(${value})` : value, currency: field.currency?.(place.alias), ...(inCompany ? { inCompany } : {}) };
    }
    const relation = place.entity.ones[last];
    if (relation) {
      this.demand(relation.permission);
      const idField: Field = { kind: 'uuid', value: () => col(place.alias, relation.column), nullable: relation.nullable, askable: true };
      const { formerly, also } = relation;
      const table = quote(entityOf(relation.target).table);
      return { field: idField, value: col(place.alias, relation.column), ...(formerly ? {
        family: (ids) => sql`ARRAY(SELECT f.id FROM ${table} f WHERE f.id = ANY(${ids}) UNION SELECT f.id FROM ${table} f WHERE ${col('f', formerly)} = ANY(${ids}))` } : {}),
        ...(also ? { also: (ids: Sql) => also(place.alias, ids) } : {}) };
    }
    if (last === 'id') return { field: { kind: 'uuid', value: () => col(place.alias, 'id'), nullable: false, askable: true }, value: col(place.alias, 'id') };
    throw new UnknownField(path);
  }

  /** FROM … JOIN …; ask for it after everything has been resolved. */
  from(): Sql {
    const clauses = [...this.joins.values()].map(({ clause }) => clause);
    const base = sql`FROM ${quote(this.entity.table)} ${raw(this.alias)}`;
    return clauses.length > 0 ? sql`${base} ${join(clauses, ' ')}` : base;
  }

  /** The rows that the viewer may see. */
  visible(): Sql {
    return visible(this.entity, this.alias, this.viewer);
  }
}

export class UnknownField extends Error {
  readonly path: string;
  constructor(path: string) {
    super(`There is no field ${path}.`);
    this.path = path;
  }
}
