/** The one client of this page. All tabs of the browser are one sign-in. */
import { createOrderClient, type OrderClient } from '@faultline/client';

/** What the server is asked to speak; the language choice sets it. */
let wished: string | null = null;

export const speakTo = (locale: string): void => {
  wished = locale;
};

export const client: OrderClient = createOrderClient({
  url: '',
  store: localStorage,
  locale: () => wished,
});
