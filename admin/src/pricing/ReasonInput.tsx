import { useT } from '../i18n/useT.ts';
import { TextInput } from '../shared/form/inputs.tsx';

/** Why, for a second person: needed where one is asked. */
export function ReasonInput() {
  const t = useT();
  return <TextInput source="reason" label={t('customers.reason')} help={t('pricing.reasonHelp')} multiline />;
}
