import { l10n } from 'vscode';
import { DATA_CENTRES, type DataCentre } from '../../../auth/dataCentres.js';
import type { Choice } from '../../steps/question.js';

const DOCS = 'https://developer.concur.com/platform/base-uris.html';

/** The person does not know where the company lives: Concur is asked with the first sign-in. */
export const UNKNOWN_PLACE = 'unknown';
/** Where that first sign-in begins. */
const FIRST_PLACE = 'https://us2.api.concursolutions.com';

/** Base that the first token is asked from; undefined for a place whose address is typed. */
export function baseOf(place: string | undefined): string | undefined {
  if (place === UNKNOWN_PLACE) return FIRST_PLACE;
  return DATA_CENTRES.find(({ code }) => code === place)?.geolocation;
}

/** The place of a base: a data centre, or a host that is typed. */
export function placeOfBase(geolocation: string): string {
  return DATA_CENTRES.find((known) => known.geolocation === geolocation)?.code ?? 'custom';
}

/** All places that a connection can lead to, by group. */
export function placeChoices(): readonly Choice[] {
  const groups: readonly (readonly [DataCentre['kind'], string])[] = [
    ['current', l10n.t('Production')],
    ['implementation', l10n.t('Implementation')],
    ['older', l10n.t('Older hosts')],
    ['legacy', l10n.t('Before 2017')],
  ];
  return [
    {
      value: UNKNOWN_PLACE,
      label: l10n.t("I don't know"),
      detail: l10n.t('Tries, and goes where Concur says that the company lives.'),
      docs: DOCS,
    },
    ...groups.flatMap(([kind, group]) =>
      DATA_CENTRES.filter((centre) => centre.kind === kind).map(
        ({ code, region, geolocation }, index): Choice => ({
          value: code,
          label: code,
          description: new URL(geolocation).host,
          detail: region,
          docs: DOCS,
          ...(index === 0 ? { group } : {}),
        }),
      ),
    ),
    {
      value: 'sandbox',
      label: l10n.t('Local sandbox'),
      detail: l10n.t('The server on this computer that behaves like Concur; needs no account.'),
      group: l10n.t('Not Concur'),
    },
    {
      value: 'custom',
      label: l10n.t('Another host'),
      detail: l10n.t('A gateway or a mock of your own; you are asked before a secret goes there.'),
    },
  ];
}
