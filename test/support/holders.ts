// Of every test file: who holds a connection and asks for a second one fails.
import { watchHolders } from '../../server/src/shared/holding.ts';

watchHolders();
