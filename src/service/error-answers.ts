import type { Socket } from 'node:net';
import { asParusError, fail, type ParusError, type SerialisedError } from '../core/index.ts';

/** What every refusal looks like. */
export interface ErrorAnswer {
  readonly error: SerialisedError;
}

export function errorAnswer(error: ParusError): ErrorAnswer {
  return { error: error.toJSON() };
}

/** A fault of ours, told to the client without its details: those belong into the log. */
export function hiddenFault(): ParusError {
  return fail('PARUS_INTERNAL', { problem: 'the request could not be completed' });
}

export const BODY_LIMIT_BYTES = 16 * 1024;

/** Any error that reaches the server, as a coded one: fastify's own refusals get codes of our table. */
export function codedError(error: unknown, contentType: string | undefined): ParusError {
  const { code, statusCode } = error as { code?: unknown; statusCode?: unknown };
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return fail('PARUS_BODY_TOO_LARGE', { limit: BODY_LIMIT_BYTES });
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE' || code === 'FST_ERR_CTP_INVALID_CONTENT_TYPE')
    return fail('PARUS_CONTENT_TYPE', { got: (contentType ?? 'none').slice(0, 100) });
  if (typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500 && error instanceof Error)
    return fail('PARUS_BODY_INVALID', { problem: error.message.slice(0, 200) });
  return asParusError(error);
}

/** Answers bytes that are no HTTP request, in the same form as every other refusal. */
export function refuseRawBytes(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const refusal = fail('PARUS_BODY_INVALID', { problem: 'not an HTTP request' });
  const body = JSON.stringify(errorAnswer(refusal));
  socket.end(
    `HTTP/1.1 400 Bad Request\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}
