import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useRefresh } from 'ra-core';
import { useState } from 'react';
import { may } from '../data/session.ts';
import { useAction } from '../data/useAction.ts';
import { useT } from '../i18n/useT.ts';
import { ActionDialog } from '../shared/form/ActionDialog.tsx';
import { EnumInput, Fields, ReferenceInput, TextInput } from '../shared/form/inputs.tsx';
import { assignStages } from './mutations.ts';

type Chosen = { orderIds: readonly string[] } | { stageIds: readonly string[] };
const staffRoles = ['OWNER', 'CONTROLLER', 'SALES', 'WAREHOUSE', 'COLLECTOR', 'ANALYST'];

/** Hands stages over: to a person, a role, or nobody. */
export function AssignDialog({ chosen, owner, onClose, onDone }: { chosen: Chosen; owner?: { ownerId: string; ownerRole: string }; onClose: () => void; onDone?: () => void }) {
  const t = useT();
  return (
    <ActionDialog
      title={t('action.assignStages')} document={assignStages} onClose={onClose} {...(onDone ? { onDone } : {})} initial={{ ownerId: owner?.ownerId ?? '', ownerRole: owner?.ownerRole ?? '', reason: '' }}
      input={({ ownerId, ownerRole, reason }) => ({ ...chosen, ownerId: ownerId === '' ? null : ownerId, ownerRole: ownerRole === '' ? null : ownerRole, reason: reason === '' ? null : reason })}
    >
      <Fields>
        <ReferenceInput source="ownerId" label={t('orderChain.owner')} reference="colleagues" />
        <EnumInput source="ownerRole" label={t('orderChain.ownerRole')} enumName="Role" values={staffRoles} />
      </Fields>
      <TextInput source="reason" label={t('orderChain.reason')} help={t('orderChain.reasonHelp')} multiline />
    </ActionDialog>
  );
}

/** Takes a stage, or hands it over, where it stands in a list. */
export function StageSteps({ orderId, isMine, isOpen }: { orderId: string; isMine: boolean; isOpen: boolean }) {
  const t = useT();
  const refresh = useRefresh();
  const [isHanding, setHanding] = useState(false);
  const [run, { pending }] = useAction(assignStages);
  if (!isOpen || !may('chain.assign')) return null;
  const take = async () => { if (await run({ input: { orderIds: [orderId], toMe: true } })) refresh(); };
  return (
    <Box sx={{ display: 'flex', gap: 0.5, flexWrap: 'wrap' }} onClick={(event) => event.stopPropagation()}>
      {!isMine && <Button size="small" loading={pending} onClick={() => void take()}>{t('orderChain.take')}</Button>}
      <Button size="small" onClick={() => setHanding(true)}>{t('orderChain.handOver')}</Button>
      {isHanding && <AssignDialog chosen={{ orderIds: [orderId] }} onClose={() => setHanding(false)} onDone={refresh} />}
    </Box>
  );
}

/** For the stages chosen in a list. */
export function AssignChosen({ ids, unselect }: { ids: readonly string[]; unselect: () => void }) {
  const t = useT();
  const [run, { pending }] = useAction(assignStages);
  const [isHanding, setHanding] = useState(false);
  if (!may('chain.assign')) return null;
  const take = async () => { if (await run({ input: { stageIds: [...ids], toMe: true } })) unselect(); };
  return (
    <>
      <Button loading={pending} onClick={() => void take()}>{t('orderChain.take')}</Button>
      <Button onClick={() => setHanding(true)}>{t('orderChain.handOver')}</Button>
      {isHanding && <AssignDialog chosen={{ stageIds: ids }} onClose={() => setHanding(false)} onDone={unselect} />}
    </>
  );
}
