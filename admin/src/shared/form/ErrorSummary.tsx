import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Link from '@mui/material/Link';
import { useResourceContext, useTranslate } from 'ra-core';
import { useFormState } from 'react-hook-form';
import type { FieldErrors } from 'react-hook-form';
import { useLabels, useT } from '../../i18n/useT.ts';

type Fault = { path: string; message: string };

function flatten(errors: FieldErrors, prefix = ''): Fault[] {
  return Object.entries(errors).flatMap(([key, error]): Fault[] => {
    if (!error || key === 'ref') return [];
    const path = prefix ? `${prefix}.${key}` : key;
    if (typeof error.message === 'string') return [{ path, message: error.message }];
    return typeof error === 'object' ? flatten(error as FieldErrors, path) : [];
  });
}

/** What stands in the way of saving, each with a link to its field. */
export function ErrorSummary() {
  const t = useT();
  const translate = useTranslate();
  const resource = useResourceContext() ?? '';
  const { looseFieldLabel } = useLabels();
  const { errors } = useFormState();
  const faults = flatten(errors);
  if (faults.length === 0) return null;
  const focus = (path: string) => document.querySelector<HTMLElement>(`[name="${CSS.escape(path)}"]`)?.focus();
  return (
    <Alert severity="error" role="alert">
      {t('form.problems', { count: faults.length })}
      <Box component="ul" sx={{ m: 0, paddingInlineStart: 2 }}>
        {faults.map(({ path, message }) => (
          <li key={path}>
            {path === 'root' ? (
              translate(message)
            ) : (
              <Link component="button" type="button" onClick={() => focus(path)} sx={{ minHeight: 24, textAlign: 'start' }}>
                {looseFieldLabel(resource, path.replace(/\.\d+/g, ''))}: {translate(message)}
              </Link>
            )}
          </li>
        ))}
      </Box>
    </Alert>
  );
}
