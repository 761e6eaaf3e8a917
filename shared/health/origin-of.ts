/** `https://mail.example.com:8443` of an account's address; '' where it has none yet or it cannot be read. */
export function originOf(url: string): string {
  try {
    return new URL(url).origin;
  } catch {
    // The demo account before its server has started, or an address of an old file.
    return '';
  }
}
