// A carrier, or whoever speaks for several, behind HTTPS: each verb is a POST of JSON, as docs/carriers.md has it.
import { z } from 'zod';
import type { CarrierRow } from '../generated/rows.ts';
import { parseMoney, type Minor } from '../shared/money.ts';
import { printQuantity, type Quantity } from '../shared/quantity.ts';
import { parseDay } from '../shared/time.ts';
import { CarrierDeclined, CarrierFault, labelTypes, type Adapter, type Call, type Package } from './adapter.ts';
import { toldOf, toldShape } from './toldEvents.ts';

const ANSWER_BYTES_MAX = 8_000_000;
const money = { price: z.string().max(30), currencyCode: z.string().length(3) };
const rates = z.object({ services: z.array(z.object({ code: z.string().min(1).max(60), name: z.string().min(1).max(100), ...money, days: z.number().int().min(0).max(365), validUntil: z.iso.datetime({ offset: true }) })).max(100) });
const made = z.object({ trackingNumber: z.string().regex(/^[\x21-\x7e]{1,100}$/), ...money, mediaType: z.enum(labelTypes), file: z.base64(), promisedOn: z.string().nullish() });
const tracked = z.object({ events: z.array(toldShape.omit({ trackingNumber: true })).max(1000) });

const size = (value: Quantity | null) => (value === null ? null : printQuantity(value));
const sent = ({ weight, length, width, height }: Package) => ({ weight: printQuantity(weight), length: size(length), width: size(width), height: size(height) });

function amount(text: string, currencyCode: string): Minor {
  const found = parseMoney(text, currencyCode);
  if (found === undefined || found < 0n) throw new CarrierFault(`${text} ${currencyCode} is no price.`);
  return found;
}

/** The answer as text, of at most 8 MB. */
async function bodyOf(response: Response): Promise<string> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of response.body ?? []) {
    bytes += piece.length;
    if (bytes > ANSWER_BYTES_MAX) throw new CarrierFault('The answer is larger than 8 MB.');
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
}

const mayPass = (status: number) => status >= 500 || status === 408 || status === 425 || status === 429;

async function ask<T>({ address }: CarrierRow, apiKey: string | null, verb: string, body: object, shape: z.ZodType<T>, { key, signal }: Call): Promise<T> {
  if (!address) throw new CarrierDeclined('No address is set.');
  let response: Response;
  let text: string;
  try {
    response = await fetch(`${address.replace(/\/+$/, '')}/${verb}`, {
      method: 'POST', signal, redirect: 'error', body: JSON.stringify(body),
      headers: { 'content-type': 'application/json', 'idempotency-key': key, ...(apiKey ? { authorization: `Bearer ${apiKey}` } : {}) },
    });
    text = await bodyOf(response);
  } catch (error) {
    if (signal.aborted || error instanceof CarrierFault) throw error;
    const { cause } = error as { cause?: { code?: string } };
    throw new CarrierFault(cause?.code ?? 'It cannot be reached.', { cause: error });
  }
  if (!response.ok) {
    const said = `${response.status} ${text.replaceAll(/\s+/g, ' ').slice(0, 300)}`;
    throw mayPass(response.status) ? new CarrierFault(said) : new CarrierDeclined(said);
  }
  let found: unknown;
  try { found = text === '' ? {} : JSON.parse(text); } catch { throw new CarrierFault('The answer is no JSON.'); }
  const read = shape.safeParse(found);
  if (!read.success) throw new CarrierFault(`The answer cannot be read: ${read.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`).join('; ').slice(0, 300)}`);
  return read.data;
}

export function gateway(carrier: CarrierRow, apiKey: string | null): Adapter {
  return {
    rate: async ({ parcels, ...consignment }, call) => {
      const { services } = await ask(carrier, apiKey, 'rate', { ...consignment, parcels: parcels.map(sent) }, rates, call);
      return services.map(({ price, validUntil, ...service }) => ({ ...service, price: amount(price, service.currencyCode), validUntil: new Date(validUntil) }));
    },
    label: async ({ parcel, ...order }, call) => {
      const { trackingNumber, price, currencyCode, mediaType, file, promisedOn } = await ask(carrier, apiKey, 'label', { ...order, parcel: sent(parcel) }, made, call);
      return { trackingNumber, currencyCode, mediaType, price: amount(price, currencyCode), file: Buffer.from(file, 'base64'), promisedOn: parseDay(promisedOn ?? '') ?? null };
    },
    track: async (trackingNumber, call) => {
      const { events } = await ask(carrier, apiKey, 'track', { trackingNumber }, tracked, call);
      return events.map((each) => toldOf({ ...each, trackingNumber }));
    },
    cancel: async (label, call) => { await ask(carrier, apiKey, 'cancel', label, z.unknown(), call); },
  };
}

