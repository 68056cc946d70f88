import { useCallback, useMemo } from 'react';
import { useTranslate } from 'ra-core';
import { typeOf } from '../data/resource.ts';
import { currentLocale } from './locale.ts';
import { messageOf } from './messages.ts';
import type { MessageKey } from './messages.ts';

/** `t('list.count', { shown: 25 })` with keys checked at compile time. */
export function useT(): (key: MessageKey, values?: Record<string, unknown>) => string {
  const translate = useTranslate();
  return useCallback((key, values) => translate(key, values), [translate]);
}

/** `paymentTermDays` as "Payment term days". */
const spaced = (name: string): string => {
  const words = name.replace(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
};

/** The record that an input's key points to: `productId` as `product`. */
const bare = (name: string): string => name.replace(/Id$/, '');

/** A name within a sentence: "Order" as "order", but "API key" as it is. */
const within = (name: string): string => (/^\p{Lu}(\p{Ll}|$)/u.test(name) ? name.charAt(0).toLocaleLowerCase(currentLocale()) + name.slice(1) : name);

const labelsBy = (translate: ReturnType<typeof useTranslate>) => {
  // The console's own word, else the server's for the field of that type.
  const label = (resource: string, field: string): string | undefined => {
    const keys = [`resources.${resource}.fields.${field}`, `field.${typeOf(resource)}.${field}`];
    const key = keys.find((each) => messageOf(currentLocale(), each) !== undefined);
    return key && translate(key);
  };
  return {
    enumLabel: (name: string, value: string) => translate(`enum.${name}.${value}`, { _: value }),
    fieldLabel: (resource: string, field: string) => label(resource, field) ?? translate(`resources.${resource}.fields.${field}`),
    /** As `fieldLabel`, for fields that only the history or an input speaks of. */
    looseFieldLabel: (resource: string, field: string) => label(resource, field) ?? label(resource, bare(field)) ?? spaced(bare(field)),
    about: (resource: string) => translate(`resources.${resource}.about`),
    resourceName: (resource: string, count = 2) => translate(`resources.${resource}.name`, { smart_count: count }),
    /** As `resourceName`, for the middle of a sentence. */
    nameWithin: (resource: string, count = 2) => within(translate(`resources.${resource}.name`, { smart_count: count })),
  };
};

/** Enum labels, resource names and field names: keys made of schema names. */
export function useLabels(): ReturnType<typeof labelsBy> {
  const translate = useTranslate();
  return useMemo(() => labelsBy(translate), [translate]);
}
