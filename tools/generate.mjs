import { generate } from './run.mjs';

await generate();
