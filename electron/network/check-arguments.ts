import * as v from 'valibot';
import { networkSchemas } from '../../shared/contracts/network.ts';
import { fail } from '../../shared/errors.ts';
import { told } from '../../shared/language/told.ts';

/** The engine lives in a renderer, which is trusted less: every argument is checked by schema. */
export function checkArguments(method: string, args: unknown): unknown {
  const schema = Object.hasOwn(networkSchemas, method)
    ? networkSchemas[method as keyof typeof networkSchemas]
    : undefined;
  if (!schema)
    throw fail(
      'invalid-input',
      told('There is no method {method}.', { method: JSON.stringify(method.slice(0, 64)) }),
    );
  const result = v.safeParse(schema, args);
  if (result.success) return result.output;
  throw fail('invalid-input', told('Retinue asked its network process for something that it cannot do.'), {
    detail: `${method}: ${v.flatten(result.issues).root?.join(' ') ?? result.issues.map((issue) => issue.message).join(' ')}`,
  });
}
