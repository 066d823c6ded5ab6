import type { ScimDocument } from './filterMatch.js';

const CONTINENTAL = new Set(['DE', 'FR', 'BR', 'NO', 'CH', 'PT']);

/** Formats of dates and numbers that somebody of a country sees; nobody can change them by API. */
export function localeOverrides(country: string): ScimDocument {
  const isAmerican = country === 'US';
  const isContinental = CONTINENTAL.has(country);
  return {
    preference24Hour: isAmerican ? 'H:mm AM/PM' : 'hh:mm',
    preferenceCurrencySymbolLocation: isContinental ? 'AfterAmount' : 'BeforeAmount',
    preferenceDateFormat: dateFormat(country, isContinental),
    preferenceDefaultCalView: 'month',
    preferenceDistance: isAmerican || country === 'GB' ? 'mile' : 'km',
    preferenceEndDayViewHour: 20,
    preferenceFirstDayOfWeek: isContinental ? 'Monday' : 'Sunday',
    preferenceHourMinuteSeparator: ':',
    preferenceNegativeCurrencyFormat: '-100',
    preferenceNegativeNumberFormat: '-100',
    preferenceNumberFormat: isContinental ? '1.000,00' : '1,000.00',
    preferenceStartDayViewHour: 8,
  };
}

function dateFormat(country: string, isContinental: boolean): string {
  if (country === 'US') return 'mm/dd/yyyy';
  if (country === 'JP') return 'yyyy/mm/dd';
  return isContinental ? 'dd.mm.yyyy' : 'dd/mm/yyyy';
}
