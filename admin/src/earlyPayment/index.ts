import LocalOfferOutlined from '@mui/icons-material/LocalOfferOutlined';
import PercentOutlined from '@mui/icons-material/PercentOutlined';
import SpeedOutlined from '@mui/icons-material/SpeedOutlined';
import { defineResource } from '../data/resource.ts';
import type { Domain } from '../domain.ts';
import { lazyPage } from '../shared/lazyPage.tsx';

export const earlyPayment: Domain = {
  resources: [
    defineResource({
      name: 'earlyPaymentOffers', type: 'EarlyPaymentOffer', icon: LocalOfferOutlined, group: 'money', permissions: { read: 'invoices.read' }, queries: async () => (await import('./queries.ts')).offerQueries,
      label: ({ name }) => String(name ?? ''), pages: { list: lazyPage(() => import('./OfferPages.tsx'), 'OfferList'), show: lazyPage(() => import('./OfferPages.tsx'), 'OfferShow') },
    }),
    defineResource({
      name: 'earlyDiscounts', type: 'EarlyDiscount', icon: PercentOutlined, group: 'money', permissions: { read: 'payments.read' }, queries: async () => (await import('./queries.ts')).discountQueries,
      label: ({ kind }) => String(kind ?? ''), pages: { list: lazyPage(() => import('./DiscountList.tsx'), 'DiscountList') },
    }),
  ],
  pages: [{ path: '/early-payments', title: 'earlyPayment.report', icon: SpeedOutlined, group: 'money', permission: 'payments.read', page: lazyPage(() => import('./EarlyPayments.tsx'), 'EarlyPayments') }],
};
