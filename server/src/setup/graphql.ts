import { mutations } from '../mutations.ts';
import { extendPeriods } from './extendPeriods.ts';
import { setUpCompany } from './setUpCompany.ts';

mutations(setUpCompany, extendPeriods);
