/** A cap on bytes a second, shared by everything that is given the same one. */
export interface RateLimit {
  /** Waits until so many bytes may be taken. Resolves at once where there is no cap. */
  take(bytes: number, signal: AbortSignal): Promise<void>;
  /** null: no cap. */
  set(bytesPerSecond: number | null): void;
}
