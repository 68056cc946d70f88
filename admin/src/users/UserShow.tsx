import { asking } from '../data/useAsk.ts';
import { useT } from '../i18n/useT.ts';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { TextInput } from '../shared/form/inputs.tsx';
import { RecordPage } from '../shared/record/RecordPage.tsx';
import type { RecordAction, RelatedTab } from '../shared/record/types.ts';
import { userFacts } from './fields.ts';
import { sessionsQuery, setPasswordMutation } from './queries.ts';
import type { User } from './queries.ts';
import { Sessions } from './Sessions.tsx';

function SetPasswordDialog({ user, onClose }: { user: User; onClose: () => void }) {
  const t = useT();
  return (
    <ActionDialog
      title={t('action.setPassword')}
      document={setPasswordMutation}
      input={({ password }) => ({ userId: user.id, password })}
      initial={{ password: '' }}
      onClose={onClose}
    >
      <TextInput source="password" type="password" autoComplete="new-password" help={t('users.setPasswordHelp')} required />
    </ActionDialog>
  );
}

const actions: readonly RecordAction<User>[] = [
  {
    name: 'setPassword',
    document: setPasswordMutation,
    input: () => ({}),
    permission: 'access.manage',
    dialog: (user, close) => <SetPasswordDialog user={user} onClose={close} />,
  },
];

export function UserShow() {
  const t = useT();
  const tabs: readonly RelatedTab<User>[] = [{ key: 'sessions', label: t('users.sessions'), asks: (id) => [asking(sessionsQuery, { user: id })], content: (user) => <Sessions user={user.id} /> }];
  return (
    <RecordPage<User> facts={userFacts} actions={actions} tabs={tabs}>
      {() => null}
    </RecordPage>
  );
}
