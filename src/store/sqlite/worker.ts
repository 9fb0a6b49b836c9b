import { parentPort, workerData } from 'node:worker_threads';
import { PantauError } from '../../errors.js';
import type { Answer, Call, Start } from './messages.js';
import { openService, perform, type Service } from './service.js';

const failed = (call: number, cause: unknown): Answer => ({
  call,
  failed: true,
  kind: cause instanceof PantauError ? cause.kind : 'failure',
  message: cause instanceof PantauError ? cause.message : `The store failed: ${cause instanceof Error ? cause.message : String(cause)}`,
  cause: cause instanceof Error ? cause.stack : undefined,
});

function answer(service: Service, { call, method, given }: Call): Answer {
  try {
    return { call, failed: false, result: perform(service, method, given) };
  } catch (cause) {
    return failed(call, cause);
  }
}

const { path, owner } = workerData as Start;
try {
  const service = openService(path, owner);
  parentPort?.on('message', (call: Call) => {
    parentPort?.postMessage(answer(service, call));
    if (call.method === 'close') parentPort?.close();
  });
  parentPort?.postMessage({ call: 0, failed: false, result: undefined } satisfies Answer);
} catch (cause) {
  parentPort?.postMessage(failed(0, cause));
}
