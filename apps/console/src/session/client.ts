/** The one client of this page. The sign-in outlives a reload in this tab, and ends with the tab. */
import { createOrderClient, type OrderClient } from '@faultline/client';

/** What the server is asked to speak; the language choice sets it. */
let wished: string | null = null;

export const speakTo = (locale: string): void => {
  wished = locale;
};

export const client: OrderClient = createOrderClient({
  url: '',
  store: sessionStorage,
  locale: () => wished,
});
