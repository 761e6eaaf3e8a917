import path from 'node:path';
import { build } from 'vite';

/** A file of this folder with all that it imports, as one text that a window or a worker can run. */
export async function scriptOf(name: string): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      minify: false,
      target: 'chrome130',
      rollupOptions: { input: path.join(import.meta.dirname, name), output: { format: 'iife' } },
    },
  });
  const [output] = [result].flat();
  const chunk = output && 'output' in output ? output.output[0] : undefined;
  if (!chunk) throw new Error(`${name} made no script`);
  return chunk.code;
}
