import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OPERATIONS } from '../../../electron/mock-exchange/admin/openapi/operations.ts';
import { ROUTES } from '../../../electron/mock-exchange/admin/routes.ts';
import type { MockExchange } from '../../../electron/mock-exchange/api.ts';
import { message } from '../support/mail.ts';
import { ask as askMock, serverWith } from '../support/server.ts';
import { type Administered, administered } from './admin.ts';

describe('the OpenAPI document', () => {
  let mock: MockExchange;
  let api: Administered;
  beforeEach(async () => {
    mock = await serverWith([message('One')]);
    api = await administered(mock);
  });
  afterEach(async () => {
    await api.admin.stop();
    await mock.stop();
  });

  const document = async () =>
    (await api.ask<{ openapi: string; components: { schemas: object } }>('GET', '/openapi.json')).body;

  it('is valid OpenAPI 3.1', async () => {
    const validator = new Validator();
    const result = await validator.validate((await document()) as never);
    expect(result.errors ?? []).toEqual([]);
    expect(result.valid).toBe(true);
    expect(validator.version).toBe('3.1');
  });

  it('describes every route and verb, and none besides', () => {
    const verbsOf = (table: Readonly<Record<string, object>>) =>
      Object.fromEntries(Object.entries(table).map(([path, verbs]) => [path, Object.keys(verbs)]));
    expect(verbsOf(OPERATIONS)).toEqual(verbsOf(ROUTES));
  });

  it('tells the truth about what is answered', async () => {
    mock.faults.add({ step: 'before-read', what: { kind: 'status', status: 503 }, howLong: { count: 1 } });
    for (let step = 0; step < 2; step++)
      await askMock(mock, 'GET', '/exchange/alex/Inbox/One.EML', { Translate: 'f' });
    mock.moveMailbox();
    const { schemas } = (await document()).components;
    const ajv = new Ajv2020({ validateFormats: false, strict: false });
    ajv.addSchema({ $id: 'api', components: { schemas } });
    for (const [path, { GET }] of Object.entries(OPERATIONS)) {
      const name = GET?.gives.schema ?? null;
      if (name === null) continue;
      const validate = ajv.compile({ $ref: `api#/components/schemas/${name}` });
      const answer = await api.ask('GET', path);
      expect({ path, ok: validate(answer.body), errors: validate.errors }).toEqual({
        path,
        ok: true,
        errors: null,
      });
    }
  });
});
