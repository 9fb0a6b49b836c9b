import { storeContract } from '../contracts/store.js';
import { temporaryStore } from '../support/store.js';

storeContract('SQLite', temporaryStore);
