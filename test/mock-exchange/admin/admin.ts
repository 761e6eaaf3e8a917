import { type AdminServer, startAdmin } from '../../../electron/mock-exchange/admin/server.ts';
import type { MockExchange } from '../../../electron/mock-exchange/api.ts';

/** A mock with its admin API, and requests to it as a script would make them. */
export interface Administered {
  readonly admin: AdminServer;
  ask<T>(
    method: string,
    path: string,
    body?: unknown,
  ): Promise<{ readonly status: number; readonly body: T }>;
}

export async function administered(mock: MockExchange): Promise<Administered> {
  const admin = await startAdmin({ mock, user: 'alex', host: '127.0.0.1', port: 0 });
  return {
    admin,
    async ask<T>(method: string, path: string, body?: unknown) {
      const answer = await fetch(admin.origin + path, {
        method,
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
      return { status: answer.status, body: (await answer.json()) as T };
    },
  };
}
