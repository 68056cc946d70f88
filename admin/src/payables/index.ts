import AssignmentReturnOutlined from '@mui/icons-material/AssignmentReturnOutlined';
import EventRepeatOutlined from '@mui/icons-material/EventRepeatOutlined';
import PaymentsOutlined from '@mui/icons-material/PaymentsOutlined';
import RuleOutlined from '@mui/icons-material/RuleOutlined';
import WaterfallChartOutlined from '@mui/icons-material/WaterfallChartOutlined';
import { defineResource } from '../data/resource.ts';
import type { Domain } from '../domain.ts';
import { lazyPage } from '../shared/lazyPage.tsx';

const read = 'payables.read';

export const payables: Domain = {
  resources: [
    defineResource({
      name: 'billExceptions', type: 'BillException', icon: RuleOutlined, group: 'money', permissions: { read }, queries: async () => (await import('./exceptionQueries.ts')).billExceptionQueries,
      label: ({ bill }) => String((bill as { number?: string } | null)?.number ?? ''),
      pages: { list: lazyPage(() => import('./ExceptionPages.tsx'), 'BillExceptionList'), show: lazyPage(() => import('./ExceptionPages.tsx'), 'BillExceptionShow') },
    }),
    defineResource({
      name: 'paymentRuns', type: 'PaymentRun', icon: PaymentsOutlined, group: 'money', permissions: { read, create: 'payments.out' }, queries: async () => (await import('./runQueries.ts')).paymentRunQueries,
      label: ({ number }) => String(number ?? ''),
      pages: {
        list: lazyPage(() => import('./RunPages.tsx'), 'PaymentRunList'), show: lazyPage(() => import('./RunPages.tsx'), 'PaymentRunShow'),
        create: lazyPage(() => import('./RunPages.tsx'), 'PaymentRunCreate'),
      },
    }),
    defineResource({
      name: 'supplierCredits', type: 'SupplierCredit', icon: AssignmentReturnOutlined, group: 'money', permissions: { read, create: 'payables.post' }, queries: async () => (await import('./creditQueries.ts')).supplierCreditQueries,
      label: ({ number }) => String(number ?? ''),
      pages: {
        list: lazyPage(() => import('./CreditPages.tsx'), 'SupplierCreditList'), show: lazyPage(() => import('./CreditPages.tsx'), 'SupplierCreditShow'),
        create: lazyPage(() => import('./CreditForm.tsx'), 'SupplierCreditCreate'),
      },
    }),
    defineResource({
      name: 'recurringBills', type: 'RecurringBill', icon: EventRepeatOutlined, group: 'money', permissions: { read, create: 'payables.post', update: 'payables.post' },
      queries: async () => (await import('./recurringQueries.ts')).recurringBillQueries, label: ({ name }) => String(name ?? ''),
      pages: {
        list: lazyPage(() => import('./RecurringPages.tsx'), 'RecurringBillList'), show: lazyPage(() => import('./RecurringPages.tsx'), 'RecurringBillShow'),
        create: lazyPage(() => import('./RecurringPages.tsx'), 'RecurringBillCreate'), edit: lazyPage(() => import('./RecurringPages.tsx'), 'RecurringBillEdit'),
      },
    }),
  ],
  pages: [
    { path: '/cash-out', title: 'payables.cashOut', icon: WaterfallChartOutlined, group: 'money', permission: read, page: lazyPage(() => import('./CashOut.tsx'), 'CashOut') },
  ],
};
