import CampaignOutlined from '@mui/icons-material/CampaignOutlined';
import ConfirmationNumberOutlined from '@mui/icons-material/ConfirmationNumberOutlined';
import Diversity3Outlined from '@mui/icons-material/Diversity3Outlined';
import HandshakeOutlined from '@mui/icons-material/HandshakeOutlined';
import HelpOutlineOutlined from '@mui/icons-material/HelpOutlineOutlined';
import LoyaltyOutlined from '@mui/icons-material/LoyaltyOutlined';
import RedeemOutlined from '@mui/icons-material/RedeemOutlined';
import ScaleOutlined from '@mui/icons-material/ScaleOutlined';
import { defineResource } from '../data/resource.ts';
import type { Domain } from '../domain.ts';
import { lazyPage } from '../shared/lazyPage.tsx';

const nameOf = (value: unknown): string => String((value as { name?: string } | null)?.name ?? '');
const named = ({ name }: Record<string, unknown>): string => String(name ?? '');

export const pricing: Domain = {
  resources: [
    defineResource({
      name: 'priceLists', type: 'PriceList', icon: LoyaltyOutlined, group: 'sell', permissions: { read: 'prices.read', create: 'prices.manage', update: 'prices.manage' }, label: named, queries: async () => (await import('./queries.ts')).priceListQueries,
      pages: {
        list: lazyPage(() => import('./Lists.tsx'), 'PriceListList'), show: lazyPage(() => import('./PriceListShow.tsx'), 'PriceListShow'),
        edit: lazyPage(() => import('./PriceListForm.tsx'), 'PriceListEdit'), create: lazyPage(() => import('./PriceListForm.tsx'), 'PriceListCreate'),
      },
    }),
    defineResource({
      name: 'customerPrices', type: 'CustomerPrice', icon: HandshakeOutlined, group: 'sell', permissions: { read: 'prices.read' },
      label: ({ product, customer }) => [nameOf(customer), nameOf(product)].filter(Boolean).join(' · '), queries: async () => (await import('./queries.ts')).customerPriceQueries,
      pages: { list: lazyPage(() => import('./Lists.tsx'), 'CustomerPriceList') },
    }),
    defineResource({
      name: 'promotions', type: 'Promotion', icon: CampaignOutlined, group: 'sell', permissions: { read: 'promotions.read', create: 'promotions.manage', update: 'promotions.manage' }, label: named, queries: async () => (await import('./promotionQueries.ts')).promotionQueries,
      pages: {
        list: lazyPage(() => import('./Lists.tsx'), 'PromotionList'), show: lazyPage(() => import('./PromotionShow.tsx'), 'PromotionShow'),
        edit: lazyPage(() => import('./PromotionForm.tsx'), 'PromotionEdit'), create: lazyPage(() => import('./PromotionForm.tsx'), 'PromotionCreate'),
      },
    }),
    defineResource({
      name: 'coupons', type: 'Coupon', icon: ConfirmationNumberOutlined, group: 'sell', permissions: { read: 'promotions.read' }, label: ({ code }) => String(code ?? ''), queries: async () => (await import('./queries.ts')).couponQueries,
      pages: { list: lazyPage(() => import('./Lists.tsx'), 'CouponList') },
    }),
    defineResource({
      name: 'promotionRedemptions', type: 'PromotionRedemption', icon: RedeemOutlined, group: 'sell', permissions: { read: 'promotions.read' }, label: ({ promotion }) => nameOf(promotion), queries: async () => (await import('./queries.ts')).redemptionQueries,
      pages: { list: lazyPage(() => import('./Lists.tsx'), 'RedemptionList') },
    }),
    defineResource({
      name: 'customerGroups', type: 'CustomerGroup', icon: Diversity3Outlined, group: 'sell', permissions: { read: 'customers.read', create: 'customers.manage', update: 'customers.manage' }, label: named, queries: async () => (await import('./queries.ts')).customerGroupQueries,
      pages: {
        list: lazyPage(() => import('./Lists.tsx'), 'CustomerGroupList'), show: lazyPage(() => import('./CustomerGroup.tsx'), 'CustomerGroupShow'),
        edit: lazyPage(() => import('./CustomerGroup.tsx'), 'CustomerGroupEdit'), create: lazyPage(() => import('./CustomerGroup.tsx'), 'CustomerGroupCreate'),
      },
    }),
  ],
  pages: [
    { path: '/price-check', title: 'pricing.check', icon: HelpOutlineOutlined, group: 'sell', permission: 'prices.read', page: lazyPage(() => import('./PriceCheck.tsx'), 'PriceCheck') },
    { path: '/margins', title: 'pricing.margins', icon: ScaleOutlined, group: 'sell', permission: 'costs.read', page: lazyPage(() => import('./Margins.tsx'), 'Margins') },
  ],
};
