import SettingsEthernetOutlined from '@mui/icons-material/SettingsEthernetOutlined';
import AssignmentTurnedInOutlined from '@mui/icons-material/AssignmentTurnedInOutlined';
import BalanceOutlined from '@mui/icons-material/BalanceOutlined';
import CalendarMonthOutlined from '@mui/icons-material/CalendarMonthOutlined';
import DescriptionOutlined from '@mui/icons-material/DescriptionOutlined';
import HistoryEduOutlined from '@mui/icons-material/HistoryEduOutlined';
import HistoryOutlined from '@mui/icons-material/HistoryOutlined';
import PercentOutlined from '@mui/icons-material/PercentOutlined';
import ReceiptLongOutlined from '@mui/icons-material/ReceiptLongOutlined';
import RequestQuoteOutlined from '@mui/icons-material/RequestQuoteOutlined';
import UploadFileOutlined from '@mui/icons-material/UploadFileOutlined';
import { defineResource } from '../data/resource.ts';
import type { Domain } from '../domain.ts';
import { lazyPage } from '../shared/lazyPage.tsx';

export const books: Domain = {
  resources: [
    defineResource({
      name: 'manualJournals', type: 'ManualJournal', icon: HistoryEduOutlined, group: 'money', permissions: { read: 'journal.read', create: 'journal.post', update: 'journal.post', delete: 'journal.post' },
      label: ({ number, memo }) => [number, memo].filter(Boolean).join(' · '), queries: async () => (await import('./journalQueries.ts')).manualJournalQueries,
      pages: {
        list: lazyPage(() => import('./lists.tsx'), 'ManualJournalList'), show: lazyPage(() => import('./ManualJournalShow.tsx'), 'ManualJournalShow'),
        create: lazyPage(() => import('./ManualJournalForm.tsx'), 'ManualJournalCreate'), edit: lazyPage(() => import('./ManualJournalForm.tsx'), 'ManualJournalEdit'),
      },
    }),
    defineResource({
      name: 'journalTemplates', type: 'JournalTemplate', icon: DescriptionOutlined, group: 'settings', permissions: { read: 'journal.read', create: 'journal.post', update: 'journal.post' },
      label: ({ name }) => String(name ?? ''), queries: async () => (await import('./templateQueries.ts')).journalTemplateQueries,
      pages: {
        list: lazyPage(() => import('./lists.tsx'), 'JournalTemplateList'), show: lazyPage(() => import('./JournalTemplateShow.tsx'), 'JournalTemplateShow'),
        create: lazyPage(() => import('./JournalTemplateForm.tsx'), 'JournalTemplateCreate'), edit: lazyPage(() => import('./JournalTemplateForm.tsx'), 'JournalTemplateEdit'),
      },
    }),
    defineResource({
      name: 'taxReturns', type: 'TaxReturn', icon: AssignmentTurnedInOutlined, group: 'money', permissions: { read: 'tax.read' },
      label: ({ number }) => String(number ?? ''), queries: async () => (await import('./taxQueries.ts')).taxReturnQueries,
      pages: { list: lazyPage(() => import('./lists.tsx'), 'TaxReturnList'), show: lazyPage(() => import('./TaxReturnShow.tsx'), 'TaxReturnShow') },
    }),
    defineResource({
      name: 'savedReports', type: 'SavedReport', icon: HistoryOutlined, group: 'insight', permissions: { read: 'reports.read' },
      label: ({ name }) => String(name ?? ''), queries: async () => (await import('./savedQueries.ts')).savedReportQueries,
      pages: { list: lazyPage(() => import('./lists.tsx'), 'SavedReportList'), show: lazyPage(() => import('./SavedReportShow.tsx'), 'SavedReportShow') },
    }),
    defineResource({
      name: 'journalExports', type: 'JournalExport', icon: ReceiptLongOutlined, group: 'money', permissions: { read: 'journal.export', create: 'journal.export' },
      label: ({ number }) => String(number ?? ''), queries: async () => (await import('./exportQueries.ts')).journalExportQueries,
      pages: {
        list: lazyPage(() => import('./Exports.tsx'), 'JournalExportList'), show: lazyPage(() => import('./Exports.tsx'), 'JournalExportShow'), create: lazyPage(() => import('./Exports.tsx'), 'JournalExportCreate'),
      },
    }),
    defineResource({
      name: 'yearCloses', type: 'YearClose', icon: CalendarMonthOutlined, group: 'money', hidden: true, permissions: { read: 'accounts.read' },
      label: ({ year }) => String(year ?? ''), queries: async () => (await import('./closingQueries.ts')).yearCloseQueries,
      pages: { list: lazyPage(() => import('./lists.tsx'), 'YearCloseList'), show: lazyPage(() => import('./YearClose.tsx'), 'YearCloseShow') },
    }),
  ],
  pages: [
    { path: '/datev', title: 'books.datev', icon: SettingsEthernetOutlined, group: 'settings', permission: 'journal.export', page: lazyPage(() => import('./Datev.tsx'), 'Datev') },
    { path: '/statements', title: 'books.statements', icon: BalanceOutlined, group: 'insight', permission: 'reports.read', page: lazyPage(() => import('./Statements.tsx'), 'Statements') },
    { path: '/exposure', title: 'books.exposure', icon: RequestQuoteOutlined, group: 'insight', permission: 'credit.read', page: lazyPage(() => import('./Exposure.tsx'), 'Exposure') },
    { path: '/tax-report', title: 'books.taxReport', icon: PercentOutlined, group: 'money', permission: 'tax.read', page: lazyPage(() => import('./TaxReport.tsx'), 'TaxReport') },
    { path: '/close-year', title: 'books.fiscalYears', icon: CalendarMonthOutlined, group: 'money', permission: 'reports.read', page: lazyPage(() => import('./CloseYear.tsx'), 'CloseYear') },
    { path: '/opening', title: 'books.opening', icon: UploadFileOutlined, group: 'settings', permission: 'reports.read', page: lazyPage(() => import('./Opening.tsx'), 'Opening') },
  ],
};
