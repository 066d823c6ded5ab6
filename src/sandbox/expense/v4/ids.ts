/** A UUID as the v4 API writes ids of expenses and allocations: 32 hexadecimal digits. */
export function toHex(uuid: string): string {
  return uuid.replaceAll('-', '').toUpperCase();
}

/** The UUID behind 32 hexadecimal digits, or behind itself; anything else stays as it is. */
export function toUuid(id: string): string {
  const digits = id.replaceAll('-', '').toLowerCase();
  if (!/^[0-9a-f]{32}$/.test(digits)) return id;
  return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-${digits.slice(12, 16)}-${digits.slice(16, 20)}-${digits.slice(20)}`;
}
