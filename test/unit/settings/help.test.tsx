// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { App } from '../../../renderer/app.tsx';
import { pageAt } from '../../../renderer/features/help/page-at.ts';
import { HELP_PAGES, helpPage } from '../../../renderer/features/help/pages.ts';
import { english } from '../../../shared/language/say.ts';
import { repairNodeName } from '../window/support/dom-for-dompurify.ts';
import { fakeServices, mail } from '../window/support/fake-services.ts';

beforeAll(repairNodeName);
beforeEach(() => {
  Object.defineProperty(window, 'innerWidth', { configurable: true, value: 1440 });
});
afterEach(() => {
  cleanup();
  localStorage.clear();
});

describe('Help', () => {
  it('opens at the place that has the focus, and is searched', async () => {
    const { services } = await fakeServices({ rows: [mail(1)] });
    render(<App services={services} />);
    await screen.findAllByRole('row', { name: /Subject/ });
    screen.getByRole('treeitem', { name: /^Inbox/ }).focus();
    fireEvent.keyDown(window, { key: 'F1', shiftKey: true });
    const help = within(await screen.findByRole('dialog', { name: 'Help' }));
    expect(help.getByRole('heading', { name: 'Folders' })).toBeTruthy();
    fireEvent.change(help.getByRole('searchbox', { name: 'Search the help' }), {
      target: { value: 'twice' },
    });
    expect(help.getByRole('heading', { name: 'What Retinue does' })).toBeTruthy();
    fireEvent.change(help.getByRole('searchbox', { name: 'Search the help' }), {
      target: { value: 'xyzzy' },
    });
    expect(help.getByText('No page has these words.')).toBeTruthy();
  });

  it('knows each place, and an open panel where nothing else has the focus', () => {
    const at = (html: string) => {
      document.body.innerHTML = html;
      return document.querySelector('i');
    };
    expect(pageAt(at('<div data-pane="list"><i></i></div>'), null)).toBe('list');
    expect(pageAt(at('<div data-pane="list" class="outbox-scroll"><i></i></div>'), null)).toBe('outbox');
    expect(pageAt(at('<main data-pane="read"><i></i></main>'), 'log')).toBe('reading');
    expect(pageAt(at('<aside class="log-panel"><i></i></aside>'), 'downloads')).toBe('downloads');
    expect(pageAt(document.body, 'health')).toBe('health');
    expect(pageAt(null, null)).toBe('start');
  });

  it('has pages that are short', () => {
    for (const name of HELP_PAGES) {
      const { paragraphs } = helpPage(name, english());
      expect(paragraphs.length).toBeLessThanOrEqual(4);
      for (const each of paragraphs) expect(each.length).toBeLessThan(260);
    }
  });
});
