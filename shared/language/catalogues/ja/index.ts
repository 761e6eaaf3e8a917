import accounts from './accounts.json';
import compose from './compose.json';
import health from './health.json';
import help from './help.json';
import mail from './mail.json';
import network from './network.json';
import outbox from './outbox.json';
import people from './people.json';
import settings from './settings.json';
import shared from './shared.json';
import system from './system.json';
import window from './window.json';

/** All texts, by their English ones. */
export const texts: Readonly<Record<string, string>> = {
  ...shared,
  ...network,
  ...system,
  ...window,
  ...accounts,
  ...health,
  ...help,
  ...settings,
  ...people,
  ...outbox,
  ...compose,
  ...mail,
};
