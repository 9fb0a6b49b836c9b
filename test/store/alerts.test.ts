import { alertStoreContract } from '../contracts/alert-store.js';
import { temporaryStore } from '../support/store.js';

alertStoreContract('the SQLite store', temporaryStore);
