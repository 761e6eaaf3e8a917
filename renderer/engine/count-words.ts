/** "1 message", "20 messages". */
export function formatMessages(count: number): string {
  return count === 1 ? '1 message' : `${count} messages`;
}
