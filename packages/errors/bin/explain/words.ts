/** The words of `npm run explain` in each language; the sentences about a failure itself come from the messages. */
import type { ForeignRetry } from '../../src/foreign/index.ts';
import type { LoginAction } from '../../src/foreign/index.ts';
import type { Locale } from '../../src/messages/index.ts';
import type { Outcome } from '../../src/index.ts';

export interface Words {
  readonly executed: string;
  readonly retry: string;
  readonly ours: string;
  readonly elsewhere: string;
  readonly userMessage: string;
  readonly alert: string;
  readonly trader: string;
  readonly operator: string;
  readonly noError: string;
  readonly newDecision: string;
  readonly byDetails: string;
  readonly unlisted: string;
  readonly outcomes: Readonly<Record<Outcome, string>>;
  readonly retries: Readonly<Record<ForeignRetry, string>>;
  readonly actions: Readonly<Record<LoginAction, string>>;
  readonly waits: (waits: string) => string;
  readonly atMost: (times: number) => string;
  readonly doubled: (first: string, cap: string) => string;
  readonly afterwards: (state: string) => string;
}

const en: Words = {
  executed: 'executed?',
  retry: 'again?',
  ours: 'our code',
  elsewhere: 'elsewhere',
  userMessage: 'user is told',
  alert: 'alert',
  trader: 'What the trader can do',
  operator: 'What the operator can do',
  noError: 'none: this is no error',
  newDecision: 'a new decision: the market has moved',
  byDetails: 'depends on the details',
  unlisted: 'listed nowhere: it is kept as it came; ask what became of the order',
  outcomes: {
    NOT_APPLIED: 'No, certainly.',
    APPLIED: 'Yes, certainly.',
    UNKNOWN: 'Nobody knows yet: ask before repeating.',
  },
  retries: {
    none: 'There is nothing to repeat.',
    never: 'No.',
    refresh: 'Once, with a new token.',
    after: 'Yes, after the time it names.',
    at: 'Yes, at the time it names.',
    backoff: 'Yes, with growing pauses.',
    'same-key': 'Only with the same idempotency key, or ask first.',
  },
  actions: {
    STOP: 'No: the instance stops until somebody acts.',
    STOP_FOR_EVER: 'Never: the instance is closed for good.',
    STOP_UNTIL_UPDATE: 'Not before the terminal is updated.',
    STOP_UNTIL_SESSION: 'Not before the market opens.',
    RETRY_THEN_STOP: 'Yes, then the instance stops.',
    BACKOFF: 'Yes, with growing pauses.',
    NEW_SESSION: 'Yes, at once, with a new session token.',
  },
  waits: (waits) => `Pauses: ${waits}.`,
  atMost: (times) => `At most ${times} times.`,
  doubled: (first, cap) => `${first}, doubled up to ${cap}`,
  afterwards: (state) => `Then ${state}.`,
};

const es: Words = {
  executed: '¿ejecutada?',
  retry: '¿repetir?',
  ours: 'código',
  elsewhere: 'en otros',
  userMessage: 'al usuario',
  alert: 'alerta',
  trader: 'Qué puede hacer el trader',
  operator: 'Qué puede hacer el administrador',
  noError: 'ninguno: no es un error',
  newDecision: 'una decisión nueva: el mercado se ha movido',
  byDetails: 'depende de los detalles',
  unlisted: 'no figura en ninguna lista: se conserva tal cual; pregunte qué fue de la orden',
  outcomes: {
    NOT_APPLIED: 'No, con seguridad.',
    APPLIED: 'Sí, con seguridad.',
    UNKNOWN: 'Aún no se sabe: pregunte antes de repetir.',
  },
  retries: {
    none: 'No hay nada que repetir.',
    never: 'No.',
    refresh: 'Una vez, con un token nuevo.',
    after: 'Sí, pasado el tiempo indicado.',
    at: 'Sí, a la hora indicada.',
    backoff: 'Sí, con pausas crecientes.',
    'same-key': 'Solo con la misma clave de idempotencia, o pregunte antes.',
  },
  actions: {
    STOP: 'No: la instancia se detiene hasta que alguien intervenga.',
    STOP_FOR_EVER: 'Nunca: la instancia queda cerrada.',
    STOP_UNTIL_UPDATE: 'No antes de actualizar el terminal.',
    STOP_UNTIL_SESSION: 'No antes de que abra el mercado.',
    RETRY_THEN_STOP: 'Sí, y después la instancia se detiene.',
    BACKOFF: 'Sí, con pausas crecientes.',
    NEW_SESSION: 'Sí, enseguida, con un token de sesión nuevo.',
  },
  waits: (waits) => `Pausas: ${waits}.`,
  atMost: (times) => `Como máximo ${times} veces.`,
  doubled: (first, cap) => `${first}, el doble cada vez hasta ${cap}`,
  afterwards: (state) => `Después, ${state}.`,
};

const fr: Words = {
  executed: 'exécuté ?',
  retry: 'répéter ?',
  ours: 'notre code',
  elsewhere: 'ailleurs',
  userMessage: 'au client',
  alert: 'alerte',
  trader: 'Ce que le trader peut faire',
  operator: 'Ce que l’exploitant peut faire',
  noError: 'aucun : ce n’est pas une erreur',
  newDecision: 'une nouvelle décision : le marché a bougé',
  byDetails: 'dépend des détails',
  unlisted: 'ne figure nulle part : conservé tel quel ; demandez ce qu’est devenu l’ordre',
  outcomes: {
    NOT_APPLIED: 'Non, certainement pas.',
    APPLIED: 'Oui, certainement.',
    UNKNOWN: 'On ne le sait pas encore : demandez avant de répéter.',
  },
  retries: {
    none: 'Il n’y a rien à répéter.',
    never: 'Non.',
    refresh: 'Une fois, avec un nouveau jeton.',
    after: 'Oui, après le délai indiqué.',
    at: 'Oui, à l’heure indiquée.',
    backoff: 'Oui, avec des pauses croissantes.',
    'same-key': 'Seulement avec la même clé d’idempotence, ou demandez d’abord.',
  },
  actions: {
    STOP: 'Non : l’instance s’arrête jusqu’à une intervention.',
    STOP_FOR_EVER: 'Jamais : l’instance est fermée définitivement.',
    STOP_UNTIL_UPDATE: 'Pas avant la mise à jour du terminal.',
    STOP_UNTIL_SESSION: 'Pas avant l’ouverture du marché.',
    RETRY_THEN_STOP: 'Oui, puis l’instance s’arrête.',
    BACKOFF: 'Oui, avec des pauses croissantes.',
    NEW_SESSION: 'Oui, aussitôt, avec un nouveau jeton de session.',
  },
  waits: (waits) => `Pauses : ${waits}.`,
  atMost: (times) => `Au plus ${times} fois.`,
  doubled: (first, cap) => `${first}, doublée jusqu’à ${cap}`,
  afterwards: (state) => `Ensuite ${state}.`,
};

const de: Words = {
  executed: 'ausgeführt?',
  retry: 'wiederholen?',
  ours: 'unser Code',
  elsewhere: 'anderswo',
  userMessage: 'für Kunden',
  alert: 'Alarm',
  trader: 'Was der Trader tun kann',
  operator: 'Was der Betreiber tun kann',
  noError: 'keiner: das ist kein Fehler',
  newDecision: 'eine neue Entscheidung: der Markt hat sich bewegt',
  byDetails: 'hängt von den Einzelheiten ab',
  unlisted: 'nirgends aufgeführt: bleibt, wie es kam; fragen Sie, was aus der Order wurde',
  outcomes: {
    NOT_APPLIED: 'Nein, sicher nicht.',
    APPLIED: 'Ja, sicher.',
    UNKNOWN: 'Noch weiß es niemand: vor dem Wiederholen nachfragen.',
  },
  retries: {
    none: 'Es gibt nichts zu wiederholen.',
    never: 'Nein.',
    refresh: 'Einmal, mit neuem Token.',
    after: 'Ja, nach der genannten Zeit.',
    at: 'Ja, zur genannten Zeit.',
    backoff: 'Ja, mit wachsenden Pausen.',
    'same-key': 'Nur mit demselben Idempotenzschlüssel, oder erst nachfragen.',
  },
  actions: {
    STOP: 'Nein: Die Instanz steht, bis jemand eingreift.',
    STOP_FOR_EVER: 'Nie: Die Instanz ist endgültig geschlossen.',
    STOP_UNTIL_UPDATE: 'Nicht vor dem Update des Terminals.',
    STOP_UNTIL_SESSION: 'Nicht, bevor der Markt öffnet.',
    RETRY_THEN_STOP: 'Ja, danach steht die Instanz.',
    BACKOFF: 'Ja, mit wachsenden Pausen.',
    NEW_SESSION: 'Ja, sofort, mit neuem Sitzungstoken.',
  },
  waits: (waits) => `Pausen: ${waits}.`,
  atMost: (times) => `Höchstens ${times}-mal.`,
  doubled: (first, cap) => `${first}, jeweils verdoppelt bis ${cap}`,
  afterwards: (state) => `Danach ${state}.`,
};

export const WORDS: Readonly<Record<Locale, Words>> = { en, es, fr, de };
