import { currentViewer } from '../data/session.ts';

/** The currency of the books. */
export const companyCode = (): string => currentViewer()?.company?.currencyCode ?? '';
/** Whether money is in another currency than the books': it may stand on an account in either. */
export const isForeign = ({ currencyCode }: { currencyCode: string }): boolean => currencyCode !== companyCode();
