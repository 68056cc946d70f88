// What carriers tell of parcels, as JSON: in webhooks, and in answers.
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { parseQuantity } from '../shared/quantity.ts';
import type { Told } from './adapter.ts';

const kinds = ['HANDED_OVER', 'IN_TRANSIT', 'OUT_FOR_DELIVERY', 'EXCEPTION', 'DELIVERED', 'RETURNED', 'LOST'] as const satisfies readonly Told['kind'][];
// Signs that no text of a record holds: controls, and what turns the direction of others around.
const unwanted = /[\u0000-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/g;
const words = (max: number) => z.string().transform((text) => text.replaceAll(unwanted, ' ').trim().slice(0, max)).nullish();

export const toldShape = z.object({
  id: z.string().min(1).max(190).nullish(), trackingNumber: z.string().regex(/^[\x21-\x7e]{1,100}$/), kind: z.enum(kinds), occurredAt: z.iso.datetime({ offset: true }),
  place: words(200), description: words(500), signedBy: words(200), weight: z.string().regex(/^\d{1,6}(\.\d{1,6})?$/).nullish(),
});

export const toldOf = ({ id, occurredAt, place, description, signedBy, weight, ...told }: z.infer<typeof toldShape>): Told => ({
  ...told, id: id ?? null, occurredAt: new Date(occurredAt), place: place || null, description: description || null, signedBy: signedBy || null, weight: weight ? parseQuantity(weight) ?? null : null,
});

/** By which an event is known: the carrier's id, or else what it says. */
export const keyOf = ({ id, trackingNumber, kind, occurredAt, place, description, signedBy, weight }: Told): string => (id === null
  ? `h:${createHash('sha256').update(JSON.stringify([trackingNumber, kind, occurredAt.toISOString(), place, description, signedBy, weight === null ? null : String(weight)])).digest('hex')}` : `i:${id}`);
