import { failureOf } from '../failure-of.ts';

/** What a server turned out not to do. Held per account for as long as the process lives; asking costs one request. */
export interface Capabilities {
  /** False once the server has refused the verb. */
  enumerateAttachments: boolean;
  /** False once the server has refused CONTAINS and answered without it: it has no full-text index. */
  fullText: boolean;
  /** False once the server has refused to look through all levels at once. */
  deepSearch: boolean;
  bulkProppatch: boolean;
  bulkPropfind: boolean;
  bulkMove: boolean;
  bulkDelete: boolean;
  /** False once the server has shown that it keeps no collblobs, or names messages otherwise in them. */
  replication: boolean;
}

export function createCapabilities(): Capabilities {
  return {
    enumerateAttachments: true,
    fullText: true,
    deepSearch: true,
    bulkProppatch: true,
    bulkPropfind: true,
    bulkMove: true,
    bulkDelete: true,
    replication: true,
  };
}

/** True when the failure says that the server does not know the verb, rather than that this request failed. */
export function isUnknownVerb(thrown: unknown): boolean {
  return (
    failureOf(thrown)?.kind === 'unsupported' && [400, 405, 501].includes(failureOf(thrown)?.status ?? 0)
  );
}
