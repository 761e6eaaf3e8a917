import { execFile } from 'node:child_process';
import type { FileHandle } from 'node:fs/promises';
import { promisify } from 'node:util';
import { LIMITS } from '../../limits.ts';

/**
 * Gives the file its length before its bytes come, so that a disk without room says so now and the file lies in one
 * piece. Linux: fallocate(1), because Node has no call for it; elsewhere, and where the file system refuses, a sparse
 * file of that length, and a full disk shows itself in mid-way.
 */
export async function reserve(file: FileHandle, path: string, bytes: number): Promise<void> {
  await file.truncate(0);
  if (process.platform === 'linux' && bytes >= LIMITS.partReserveBytes && (await allocated(path, bytes)))
    return;
  await file.truncate(bytes);
}

async function allocated(path: string, bytes: number): Promise<boolean> {
  try {
    await promisify(execFile)('fallocate', ['--length', String(bytes), '--', path]);
    return true;
  } catch {
    // No such program, or a file system that cannot: the sparse file does.
    return false;
  }
}
