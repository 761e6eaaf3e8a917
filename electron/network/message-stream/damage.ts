import { told } from '../../../shared/language/told.ts';

/** What is wrong with a file inside a message, for the person who opens it. */
export const DAMAGE = {
  cut: told('This file is not complete: the message ends before the file does. Retinue kept what arrived.'),
  encoding: told(
    'The encoding of this file holds characters that do not belong there. Retinue decoded the rest, so the file may be damaged.',
  ),
  checksum: told(
    'This file has another checksum than its sender wrote. Retinue kept it as it arrived; ask the sender to send it again.',
  ),
  size: told(
    'This file has another size than its sender wrote. Retinue kept what arrived; ask the sender to send it again.',
  ),
  package: told(
    'The package around this file (winmail.dat) is damaged. Retinue kept what it could read; ask the sender to send the file again.',
  ),
  part: (part: number, total: number) =>
    told(
      'This is part {part} of {total} of a file; the other parts are in other messages. Retinue kept this part.',
      { part, total },
    ),
} as const;
