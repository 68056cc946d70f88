import { lazy } from 'react';
import type { RecordAction } from '../shared/record/types.ts';
import { createContract } from '../recurring/createMutation.ts';
import { AcceptDialog, ConvertDialog, DeclineDialog, NameCustomerDialog, ReopenDialog } from './dialogs.tsx';
import { acceptQuotation, convertQuotation, declineQuotation, deleteQuotation, nameQuotationCustomer, reopenQuotation, reviseQuotation, sendQuotation } from './mutations.ts';
import type { Quotation } from './queries.ts';

const CreateContractDialog = lazy(async () => ({ default: (await import('../recurring/CreateDialog.tsx')).CreateContractDialog }));
const input = ({ id }: Quotation) => ({ quotationId: id });
const isIn = (...statuses: readonly string[]) => ({ status, isNewest }: Quotation) => isNewest && statuses.includes(status);
const permission = 'quotations.write';

export const quotationActions: readonly RecordAction<Quotation>[] = [
  { name: 'sendQuotation', document: sendQuotation, input, permission, when: isIn('DRAFT'), primary: true, confirm: { kind: 'plain' } },
  { name: 'convertQuotation', document: convertQuotation, input, permission: 'orders.write', when: (quotation) => isIn('SENT', 'ACCEPTED')(quotation) && quotation.customer !== null, primary: true, dialog: (quotation, close) => <ConvertDialog quotation={quotation} onClose={close} /> },
  {
    name: 'nameQuotationCustomer', document: nameQuotationCustomer, input, permission: 'customers.manage', when: (quotation) => isIn('SENT', 'ACCEPTED')(quotation) && quotation.customer === null, primary: true,
    dialog: (quotation, close) => <NameCustomerDialog quotation={quotation} onClose={close} />,
  },
  { name: 'createContract', document: createContract, input, permission: 'contracts.write', when: (quotation) => isIn('SENT', 'ACCEPTED')(quotation) && quotation.customer !== null, dialog: (quotation, close) => <CreateContractDialog of={{ quotationId: quotation.id }} onClose={close} /> },
  { name: 'acceptQuotation', document: acceptQuotation, input, permission, when: isIn('SENT'), dialog: (quotation, close) => <AcceptDialog quotation={quotation} onClose={close} /> },
  { name: 'reviseQuotation', document: reviseQuotation, input, permission, when: isIn('SENT', 'EXPIRED', 'DECLINED'), then: ({ quotation }) => `/quotations/${encodeURIComponent((quotation as { id: string }).id)}` },
  { name: 'declineQuotation', document: declineQuotation, input, permission, when: isIn('SENT'), dialog: (quotation, close) => <DeclineDialog quotation={quotation} onClose={close} /> },
  {
    name: 'reopenQuotation', document: reopenQuotation, input, permission: 'quotations.reopen',
    when: (quotation) => quotation.actions.some(({ name, allowed }) => name === 'reopenQuotation' && allowed), dialog: (quotation, close) => <ReopenDialog quotation={quotation} onClose={close} />,
  },
  { name: 'deleteQuotation', document: deleteQuotation, input, permission, when: isIn('DRAFT'), danger: true, undoable: true },
];
