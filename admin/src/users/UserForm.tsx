import { useWatch } from 'react-hook-form';
import { useT } from '../i18n/useT.ts';
import { BooleanInput, EnumInput, Fields, ReferenceInput, TextInput } from '../shared/form/inputs.tsx';
import { CreateForm, EditForm } from '../shared/form/RecordForm.tsx';
import { Section } from '../shared/record/Section.tsx';

/** A partner is a system, which has a key; the other roles are people's. */
export const STAFF_ROLES = ['OWNER', 'CONTROLLER', 'SALES', 'WAREHOUSE', 'COLLECTOR', 'ANALYST'] as const;

function Inputs({ creating = false }: { creating?: boolean }) {
  const t = useT();
  const role: unknown = useWatch({ name: 'role' });
  return (
    <>
      <Section title={t('users.person')}>
        <Fields>
          <TextInput source="name" required />
          <TextInput source="email" type="email" required />
          {creating && <TextInput source="password" type="password" autoComplete="new-password" help={t('users.passwordHelp')} required />}
        </Fields>
      </Section>
      <Section title={t('users.rights')}>
        <Fields>
          <EnumInput source="role" enumName="Role" values={STAFF_ROLES} required />
          {role === 'SALES' && (
            <ReferenceInput source="salesPersonId" reference="salesPeople" filter={{ isActive: true }} help={t('users.salesPersonHelp')} />
          )}
          {!creating && <BooleanInput source="isActive" />}
        </Fields>
      </Section>
    </>
  );
}

export const UserEdit = () => (
  <EditForm>
    <Inputs />
  </EditForm>
);

export const UserCreate = () => (
  <CreateForm initial={{ role: 'SALES' }}>
    <Inputs creating />
  </CreateForm>
);
