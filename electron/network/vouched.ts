import { fail } from '../../shared/errors.ts';
import { told } from '../../shared/language/told.ts';

/** Files and folders that a person chose: a path is never taken from a page, which has a token instead. */
export interface Vouched {
  vouch(token: string, path: string): void;
  /** Each token is good once. Throws 'forbidden' for any other. */
  redeem(token: string): string;
}

export function createVouched(): Vouched {
  const paths = new Map<string, string>();
  return {
    vouch: (token, path) => void paths.set(token, path),
    redeem(token) {
      const path = paths.get(token);
      paths.delete(token);
      if (path !== undefined) return path;
      throw fail(
        'forbidden',
        told(
          'This file or folder was not chosen here. Retinue read nothing and wrote nothing. Choose it again.',
        ),
      );
    },
  };
}
