import { roundMoney } from '../company/money.js';
import { NO_FIELDS } from './customFields.js';
import type { Tax } from './entry.js';

/** Value added taxes by country: id of the authority, name, label, code, per cent; all invented but the rates. */
const TAXES: Readonly<Record<string, readonly [string, string, string, string, number]>> = {
  GB: ['4D0B8A61E3F94C72A5170C9E62B8D3F4', 'United Kingdom VAT', 'VAT', 'GB20', 20],
  DE: ['90F2A6C4D81E47B3A5E07C19D3B84F62', 'Germany VAT', 'MwSt', 'DE19', 19],
  FR: ['17C5E8B03F9A4D26B4D1F70A8E62C935', 'France VAT', 'TVA', 'FR20', 20],
  JP: ['C3A917D5E06B4F28917A4E3D0BC85F16', 'Japan consumption tax', 'JCT', 'JP10', 10],
  CA: ['6F81B0D4923E4A57B8C6E1D703F95A2C', 'Canada GST', 'GST', 'G5', 5],
  BR: ['B2E60C97F4134D8A9E05A7D1C86B3F42', 'Brazil ISS', 'ISS', 'BR5', 5],
  IN: ['8E24D7F1A9C04B63B5F2D0E61973C8A5', 'India GST', 'GST', 'IN18', 18],
  NO: ['2A7D5F90C1E84B36A4B8F3D60E91C752', 'Norway VAT', 'MVA', 'NO12', 12],
  CH: ['E9150B8C47D24F3AA6C1D92F70B3E864', 'Switzerland VAT', 'MWST', 'CH08', 8.1],
  SG: ['51C8A3E6D07F4B92BD4E19C60A73F285', 'Singapore GST', 'GST', 'SG9', 9],
};

/** Id of the form that taxes are shown with. */
export const TAX_FORM_ID = 'F1A96C0D72E84B35A8D3C7E05B4F9126';

/** The tax in an amount that was paid in a country; none where the company knows of none. */
export function taxesIn(country: string, amount: number, currency: string): readonly Tax[] {
  const known = TAXES[country];
  if (!known) return [];
  const [authorityId, authorityName, label, code, percent] = known;
  const tax = roundMoney((amount * percent) / (100 + percent), currency);
  const shared = { authorityId, authorityName, label, fields: NO_FIELDS };
  return [{ ...shared, code, amount: tax, reclaimCode: code, reclaimAmount: tax }];
}
