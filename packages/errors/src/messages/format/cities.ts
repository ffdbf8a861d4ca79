/** What people call a time zone: its city, in their own language where that differs from the English name. */
import type { Locale } from '../locale.ts';

const NAMES: Readonly<Partial<Record<Locale, Readonly<Record<string, string>>>>> = {
  es: {
    'New York': 'Nueva York',
    London: 'Londres',
    Tokyo: 'Tokio',
    Sydney: 'Sídney',
    Singapore: 'Singapur',
    Zurich: 'Zúrich',
    Berlin: 'Berlín',
    Paris: 'París',
    Mexico: 'México',
    'Mexico City': 'Ciudad de México',
    Bogota: 'Bogotá',
    Athens: 'Atenas',
    Moscow: 'Moscú',
  },
  fr: {
    London: 'Londres',
    Singapore: 'Singapour',
    Brussels: 'Bruxelles',
    Montreal: 'Montréal',
    Athens: 'Athènes',
    Moscow: 'Moscou',
    Dubai: 'Dubaï',
  },
  de: {
    Tokyo: 'Tokio',
    Singapore: 'Singapur',
    'Hong Kong': 'Hongkong',
    Zurich: 'Zürich',
    Brussels: 'Brüssel',
    Vienna: 'Wien',
    Athens: 'Athen',
    Moscow: 'Moskau',
  },
};

/** `America/New_York` is "New York", "Nueva York" in Spanish; `UTC` stays UTC. */
export function cityOf(locale: Locale, timeZone: string): string {
  const city = timeZone.slice(timeZone.lastIndexOf('/') + 1).replaceAll('_', ' ');
  return NAMES[locale]?.[city] ?? city;
}
