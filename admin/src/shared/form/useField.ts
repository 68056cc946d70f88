import { useResourceContext, useTranslate } from 'ra-core';
import { useController } from 'react-hook-form';
import { useId } from 'react';
import { useLabels, useT } from '../../i18n/useT.ts';

export type InputProps = {
  /** The key in the mutation's input; also where the server's field errors land. */
  source: string;
  label?: string;
  help?: string;
  required?: boolean;
  disabled?: boolean;
};

/** What every form input shares: value, label with a mark when changed, help, and the server's error in its place. */
export function useField({ source, label, help, required = false, disabled = false }: InputProps) {
  const t = useT();
  const translate = useTranslate();
  const resource = useResourceContext() ?? '';
  const { fieldLabel } = useLabels();
  const id = useId();
  const { field, fieldState } = useController({
    name: source,
    rules: required ? { validate: (value) => (value === undefined || value === null || value === '' ? t('input.required') : true) } : {},
  });
  const name = label ?? fieldLabel(resource, source.replace(/\.\d+/g, ''));
  const message = fieldState.error?.message;
  const value: unknown = field.value;
  return {
    id,
    name: source,
    label: fieldState.isDirty ? `${name} •` : name,
    value: value === undefined || value === null ? '' : value,
    text: value === undefined || value === null ? '' : String(value),
    change: (next: unknown) => field.onChange(next),
    onBlur: field.onBlur,
    error: message !== undefined,
    helperText: message === undefined ? help : translate(message),
    required,
    disabled,
    fullWidth: true,
  };
}
