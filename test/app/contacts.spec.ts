import { expect } from '@playwright/test';
import { contactItem } from '../../electron/mock-exchange/generate/contacts.ts';
import { CONTACTS } from '../../shared/exchange/names.ts';
import { listItem, oneOffHex } from '../helpers/distribution-list.ts';
import { violations } from './axe.ts';
import { type TestServer, test } from './fixtures.ts';
import { addByForm, inboxOf, letter, rows, serve } from './support.ts';

const received = Date.UTC(2026, 10, 1);

/** What another program does to, or reads of, an item: the text of the answer. */
async function elsewhere({ mock, user, password }: TestServer, method: string, href: string, body: string) {
  const answer = await fetch(mock.origin + href, {
    method,
    headers: {
      authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`,
      'content-type': 'text/xml',
      depth: '1',
      brief: 't',
    },
    body,
  });
  return await answer.text();
}

test('contacts of an Exchange account are made, edited and deleted on their server', async ({ start }) => {
  const server = await serve([
    await inboxOf([letter('First')]),
    {
      name: 'Contacts',
      role: 'contacts',
      messages: [
        contactItem(
          {
            cn: 'Ingrid Halvorsen',
            givenName: 'Ingrid',
            sn: 'Halvorsen',
            o: 'Halvorsen & Lie',
            spousecn: 'Nils',
          },
          { address: 'ingrid@halvorsen-lie.example', received },
        ),
        listItem('Quay crew', {
          oneOffs: [
            oneOffHex('Bo Lie', 'SMTP', 'bo@halvorsen-lie.example'),
            oneOffHex('Ingrid Halvorsen', 'SMTP', 'ingrid@halvorsen-lie.example'),
          ],
        }),
      ],
      folders: [
        {
          name: 'Customers',
          folderClass: 'IPF.Contact',
          messages: [contactItem({ cn: 'Carl Customer' }, { address: 'carl@example.com', received })],
        },
      ],
    },
  ]);
  const retinue = await start({ args: ['--no-demo'] });
  const { page } = retinue;
  const contacts = () =>
    elsewhere(
      server,
      'PROPFIND',
      '/exchange/alex/Contacts/',
      `<propfind xmlns="DAV:"><prop><c:cn xmlns:c="${CONTACTS}"/><c:title xmlns:c="${CONTACTS}"/><c:spousecn xmlns:c="${CONTACTS}"/><c:o xmlns:c="${CONTACTS}"/></prop></propfind>`,
    );
  const counted = (path: string) => server.mock.folders('alex').find((each) => each.path === path)?.total;
  const shoot = async (name: string, scope: string) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.screenshot({ path: `test-results/${name}-${colorScheme}.png` });
      expect(await violations(page, [scope])).toEqual([]);
    }
  };
  await addByForm(retinue, server);
  const book = page.getByRole('region', { name: 'Address book' });
  const card = (name: string) => book.getByRole('article', { name });

  await test.step('the sender of a message is put into the account', async () => {
    await rows(retinue).filter({ hasText: 'First' }).click();
    await page.getByRole('button', { name: 'Ada L', exact: true }).hover();
    await page
      .getByRole('dialog', { name: 'Ada L' })
      .getByRole('button', { name: 'Add to address book' })
      .click();
    await page.getByLabel('Keep it in').selectOption({ label: 'Test' });
    await page.getByLabel('Job title').fill('Engineer');
    await shoot('contact-new', '.contact-form');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(page.getByRole('dialog', { name: 'New contact' })).toBeHidden();
    expect(counted('Contacts')).toBe(3);
    expect(await contacts()).toContain('>Ada L<');
  });

  await test.step('what others wrote is listed, with folders and lists', async () => {
    await page.getByRole('button', { name: 'Address Book' }).click();
    await expect(book.getByRole('option')).toHaveCount(4);
    await book.getByRole('option', { name: /Carl Customer/ }).click();
    await expect(card('Carl Customer').getByText('in the folder Customers')).toBeVisible();
    await book.getByRole('option', { name: /Quay crew\s*2 people/ }).click();
    await expect(card('Quay crew').getByText('bo@halvorsen-lie.example')).toBeVisible();
    await shoot('contact-list', '.people');
  });

  await test.step('a change is not written over another one', async () => {
    await book.getByRole('option', { name: /Ingrid Halvorsen/ }).click();
    await card('Ingrid Halvorsen').getByRole('button', { name: 'Edit…' }).click();
    await elsewhere(
      server,
      'PROPPATCH',
      '/exchange/alex/Contacts/Ingrid%20Halvorsen.EML',
      `<propertyupdate xmlns="DAV:"><set><prop><c:title xmlns:c="${CONTACTS}">Captain</c:title></prop></set></propertyupdate>`,
    );
    await page.getByLabel('Job title').fill('Mate');
    await page.getByLabel('Company').fill('');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(page.getByRole('alert').getByText('was changed on the server meanwhile')).toBeVisible();
    await shoot('contact-changed', '.contact-form');
    await page.getByRole('button', { name: 'Show it as it is now' }).click();
    await expect(page.getByLabel('Job title')).toHaveValue('Captain');
    await page.getByLabel('Company').fill('');
    await page.getByLabel('Last name').fill('Lie');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(card('Ingrid Lie').getByText('Captain')).toBeVisible();
    const now = await contacts();
    expect(now).toContain('>Ingrid Lie<');
    expect(now).toContain('>Nils<');
    expect(now).not.toContain('Halvorsen &amp; Lie');
  });

  await test.step('it goes to Deleted Items, and comes back', async () => {
    await card('Ingrid Lie').getByRole('button', { name: 'Delete' }).click();
    await expect(page.getByText('Ingrid Lie was moved to Deleted Items.')).toBeVisible();
    await expect(book.getByRole('option')).toHaveCount(3);
    expect([counted('Contacts'), counted('Deleted Items')]).toEqual([2, 1]);
    await shoot('contact-deleted', '.people');
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(book.getByRole('option')).toHaveCount(4);
    expect([counted('Contacts'), counted('Deleted Items')]).toEqual([3, 0]);
  });

  await test.step('without its server nothing that was typed is lost', async () => {
    await server.mock.stop();
    await book.getByRole('option', { name: /Ada L/ }).click();
    await card('Ada L').getByRole('button', { name: 'Edit…' }).click();
    await page.getByLabel('Notes').fill('Quay 3');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(page.getByRole('alert').getByText('What you typed is still here.')).toBeVisible();
    await expect(page.getByLabel('Notes')).toHaveValue('Quay 3');
    await shoot('contact-offline', '.contact-form');
  });
});
