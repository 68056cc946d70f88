import { localStorageStore } from 'ra-core';

/** What a person has set up for this browser: appearance, density, columns. */
export const store = localStorageStore();
