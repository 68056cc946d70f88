import CurrencyExchangeOutlined from '@mui/icons-material/CurrencyExchangeOutlined';
import PriceChangeOutlined from '@mui/icons-material/PriceChangeOutlined';
import PublicOutlined from '@mui/icons-material/PublicOutlined';
import ShowChartOutlined from '@mui/icons-material/ShowChartOutlined';
import SwapHorizOutlined from '@mui/icons-material/SwapHorizOutlined';
import TrendingUpOutlined from '@mui/icons-material/TrendingUpOutlined';
import { defineResource } from '../data/resource.ts';
import type { Domain } from '../domain.ts';
import { lazyPage } from '../shared/lazyPage.tsx';

const list = (name: 'CurrencyList' | 'RateList' | 'ConversionList' | 'RevaluationList' | 'CurrencyCreate') => lazyPage(() => import('./lists.tsx'), name);
const shown = (name: 'RevaluationShow' | 'ConversionShow') => lazyPage(() => import('./RevaluationShow.tsx'), name);

export const currencies: Domain = {
  resources: [
    defineResource({
      name: 'tradingCurrencies', type: 'TradingCurrency', icon: CurrencyExchangeOutlined, group: 'settings', permissions: { read: 'currencies.read', create: 'currencies.manage' }, label: ({ code }) => String(code ?? ''),
      queries: async () => (await import('./queries.ts')).currencyQueries, pages: { list: list('CurrencyList'), show: lazyPage(() => import('./CurrencyShow.tsx'), 'CurrencyShow'), create: list('CurrencyCreate') },
    }),
    defineResource({
      name: 'exchangeRates', type: 'ExchangeRate', icon: ShowChartOutlined, group: 'settings', permissions: { read: 'currencies.read' }, label: ({ currencyCode, ratedOn }) => [currencyCode, ratedOn].filter(Boolean).join(' '),
      queries: async () => (await import('./queries.ts')).rateQueries, pages: { list: list('RateList') },
    }),
    defineResource({
      name: 'revaluations', type: 'Revaluation', icon: TrendingUpOutlined, group: 'money', permissions: { read: 'journal.read' }, label: ({ number }) => String(number ?? ''),
      queries: async () => (await import('./queries.ts')).revaluationQueries, pages: { list: list('RevaluationList'), show: shown('RevaluationShow') },
    }),
    defineResource({
      name: 'creditConversions', type: 'CreditConversion', icon: SwapHorizOutlined, group: 'money', permissions: { read: 'payments.read' }, label: ({ number }) => String(number ?? ''),
      queries: async () => (await import('./queries.ts')).conversionQueries, pages: { list: list('ConversionList'), show: shown('ConversionShow') },
    }),
  ],
  pages: [
    { path: '/rates', title: 'currencies.desk', icon: ShowChartOutlined, group: 'settings', permission: 'currencies.read', page: lazyPage(() => import('./RateDesk.tsx'), 'RateDesk') },
    { path: '/revalue', title: 'currencies.revaluation', icon: TrendingUpOutlined, group: 'money', permission: 'journal.read', page: lazyPage(() => import('./Revalue.tsx'), 'Revalue') },
    { path: '/exchange-differences', title: 'currencies.differences', icon: PriceChangeOutlined, group: 'insight', permission: 'journal.read', page: lazyPage(() => import('./Reports.tsx'), 'Differences') },
    { path: '/receivables-by-currency', title: 'currencies.byCurrency', icon: PublicOutlined, group: 'money', permission: 'openItems.read', page: lazyPage(() => import('./Reports.tsx'), 'ByCurrency') },
  ],
};
