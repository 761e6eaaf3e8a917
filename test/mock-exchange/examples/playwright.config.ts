import { defineConfig } from '@playwright/test';

export default defineConfig({ testMatch: 'playwright-example.ts', reporter: 'line', workers: 1 });
