import BlockOutlined from '@mui/icons-material/BlockOutlined';
import HourglassTopOutlined from '@mui/icons-material/HourglassTopOutlined';
import RemoveShoppingCartOutlined from '@mui/icons-material/RemoveShoppingCartOutlined';
import ThumbUpOffAltOutlined from '@mui/icons-material/ThumbUpOffAltOutlined';
import TuneOutlined from '@mui/icons-material/TuneOutlined';
import type { Domain } from '../domain.ts';
import { lazyPage } from '../shared/lazyPage.tsx';

const permission = 'service.read';
export const service: Domain = {
  resources: [],
  pages: [
    { path: '/service-levels', title: 'service.levels', icon: ThumbUpOffAltOutlined, group: 'insight', permission, page: lazyPage(() => import('./ServiceLevels.tsx'), 'ServiceLevels') },
    { path: '/service-orders', title: 'service.orders', icon: ThumbUpOffAltOutlined, group: 'insight', permission, hidden: true, page: lazyPage(() => import('./ServiceOrders.tsx'), 'ServiceOrders') },
    { path: '/stock-outs', title: 'service.stockOuts', icon: RemoveShoppingCartOutlined, group: 'insight', permission, page: lazyPage(() => import('./StockOuts.tsx'), 'StockOuts') },
    { path: '/bottlenecks', title: 'service.bottlenecks', icon: HourglassTopOutlined, group: 'insight', permission, page: lazyPage(() => import('./Bottlenecks.tsx'), 'Bottlenecks') },
    { path: '/bottleneck-orders', title: 'service.stretches', icon: BlockOutlined, group: 'insight', permission, hidden: true, page: lazyPage(() => import('./BottleneckOrders.tsx'), 'BottleneckOrders') },
    { path: '/service-settings', title: 'service.settings', icon: TuneOutlined, group: 'settings', permission, page: lazyPage(() => import('./SettingsPage.tsx'), 'SettingsPage') },
  ],
};
