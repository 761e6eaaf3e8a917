import type { RequestFacts } from '../../shared/health/request.ts';

/** One finished request, as the log may hold it. */
export type RequestRecord = Omit<RequestFacts, 'id'>;
export type RequestLog = (record: RequestRecord) => void;
