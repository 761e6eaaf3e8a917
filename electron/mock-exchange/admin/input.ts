import type * as v from 'valibot';
import { checked } from '../scenarios/problem.ts';
import { type AdminRequest, AdminRefusal } from './answer.ts';

/** The body as JSON, whatever media type it came under: `curl -d` says that it is a form. */
export async function jsonOf(request: AdminRequest): Promise<unknown> {
  const raw = await request.body();
  try {
    return JSON.parse(raw.toString());
  } catch (error) {
    const why = error instanceof Error ? error.message.replace(/\s+/g, ' ') : 'not readable';
    throw new AdminRefusal(400, `${request.method} ${request.url.pathname} takes JSON in its body (${why}).`);
  }
}

/** The same, checked. Throws `invalid-input` that names the JSON path. */
export async function inputOf<const S extends v.GenericSchema>(
  schema: S,
  request: AdminRequest,
): Promise<v.InferOutput<S>> {
  return checked(schema, await jsonOf(request));
}

/** A whole number of the query; the fallback where it is not given. */
export function wholeParameter({ url }: AdminRequest, name: string, fallback: number): number {
  const given = url.searchParams.get(name);
  if (given === null) return fallback;
  if (/^\d{1,15}$/.test(given)) return Number(given);
  throw new AdminRefusal(400, `The parameter ${name} takes a whole number, not ${JSON.stringify(given)}.`);
}
