import BorderColorOutlined from '@mui/icons-material/BorderColorOutlined';
import LocalPostOfficeOutlined from '@mui/icons-material/LocalPostOfficeOutlined';
import MarkChatReadOutlined from '@mui/icons-material/MarkChatReadOutlined';
import PinDropOutlined from '@mui/icons-material/PinDropOutlined';
import QuestionAnswerOutlined from '@mui/icons-material/QuestionAnswerOutlined';
import RouteOutlined from '@mui/icons-material/RouteOutlined';
import { createElement } from 'react';
import { defineResource } from '../data/resource.ts';
import type { Domain } from '../domain.ts';
import { format } from '../i18n/format.ts';
import { currentLocale } from '../i18n/locale.ts';
import { lazyPage } from '../shared/lazyPage.tsx';
import { addTab } from '../shared/record/extras.ts';

const DeliveryCarrier = lazyPage(() => import('./DeliveryCarrier.tsx'), 'DeliveryCarrier');
addTab('Delivery', { key: 'carrier', label: () => format(currentLocale(), 'carriers.tab'), content: () => createElement(DeliveryCarrier) });

const list = (name: 'ParcelList' | 'CarrierList' | 'RequestList' | 'WebhookList' | 'ScanList' | 'BillList') => lazyPage(() => import('./Lists.tsx'), name);

export const carriers: Domain = {
  resources: [
    defineResource({
      name: 'parcelLabels', type: 'ParcelLabel', icon: RouteOutlined, group: 'sell', permissions: { read: 'shipments.read' }, label: ({ trackingNumber }) => String(trackingNumber ?? ''), queries: async () => (await import('./queries.ts')).parcelQueries,
      pages: { list: list('ParcelList'), show: lazyPage(() => import('./ParcelShow.tsx'), 'ParcelShow') },
    }),
    defineResource({
      name: 'carrierBills', type: 'CarrierBill', icon: BorderColorOutlined, group: 'money', permissions: { read: 'carriers.read', create: 'carriers.manage' }, label: ({ reference }) => String(reference ?? ''), queries: async () => (await import('./queries.ts')).billQueries,
      pages: { list: list('BillList'), show: lazyPage(() => import('./BillShow.tsx'), 'BillShow'), create: lazyPage(() => import('./forms.tsx'), 'BillCreate') },
    }),
    defineResource({
      name: 'carriers', type: 'Carrier', icon: LocalPostOfficeOutlined, group: 'settings', permissions: { read: 'carriers.read', create: 'carriers.manage', update: 'carriers.manage' }, label: ({ name }) => String(name ?? ''), queries: async () => (await import('./queries.ts')).carrierQueries,
      pages: { list: list('CarrierList'), show: lazyPage(() => import('./CarrierShow.tsx'), 'CarrierShow'), create: lazyPage(() => import('./forms.tsx'), 'CarrierCreate'), edit: lazyPage(() => import('./forms.tsx'), 'CarrierEdit') },
    }),
    defineResource({
      name: 'carrierRequests', type: 'CarrierRequest', icon: QuestionAnswerOutlined, group: 'settings', hidden: true, permissions: { read: 'carriers.read' }, label: ({ verb }) => String(verb ?? ''), queries: async () => (await import('./queries.ts')).requestQueries,
      pages: { list: list('RequestList') },
    }),
    defineResource({
      name: 'carrierWebhooks', type: 'CarrierWebhook', icon: MarkChatReadOutlined, group: 'settings', hidden: true, permissions: { read: 'carriers.read' }, label: ({ webhookId }) => String(webhookId ?? ''), queries: async () => (await import('./queries.ts')).webhookQueries,
      pages: { list: list('WebhookList') },
    }),
    defineResource({
      name: 'trackingEvents', type: 'TrackingEvent', icon: PinDropOutlined, group: 'settings', hidden: true, permissions: { read: 'carriers.read' }, label: ({ trackingNumber }) => String(trackingNumber ?? ''), queries: async () => (await import('./queries.ts')).scanQueries,
      pages: { list: list('ScanList') },
    }),
  ],
};
