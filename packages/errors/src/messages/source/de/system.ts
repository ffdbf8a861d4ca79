/** German: our own limits and our own faults. */
import { texts } from '../source.ts';

export const system = texts({
  RATE_LIMIT_EXCEEDED: {
    message: 'Zu viele Anfragen',
    detail:
      'Im Zeitraum {window} {limit, plural, one {ist # Anfrage} other {sind # Anfragen}} erlaubt. Wartezeit: {retryAfter, seconds}.',
    trader: ['Wartezeit bis zur nächsten Anfrage: {retryAfter, seconds}.'],
    admin: ['Suchen Sie nach einem Client in einer Schleife, bevor Sie das Limit erhöhen.'],
  },
  INTERNAL_ERROR: {
    message: 'Interner Serverfehler',
    detail: 'Bei uns ist ein Fehler aufgetreten. Fehler-ID: {errorId}.',
    trader: ['Wenden Sie sich mit der Fehler-ID {errorId} an den Support.'],
    admin: ['Suchen Sie {errorId} im Protokoll und klären Sie, ob der Auftrag wirksam wurde.'],
  },
  SERVICE_UNAVAILABLE: {
    message: 'Dienst nicht verfügbar',
    detail:
      'Der Dienst ist nicht verfügbar. Angegebener Grund: {reason}. {estimatedRestore, select, none {Wann er zurückkehrt, ist noch nicht bekannt.} other {Voraussichtlich wieder verfügbar: {estimatedRestore, time}.}}',
    trader: ['Versuchen Sie es nach dem angegebenen Zeitpunkt erneut.'],
    admin: ['Sehen Sie unter /health/ready nach, welcher Teil fehlt.'],
    reasons: {
      MAINTENANCE: 'Es finden Wartungsarbeiten statt.',
      SHUTDOWN: 'Der Dienst wird gerade beendet.',
      STARTING: 'Der Dienst startet noch.',
      UPSTREAM: 'Ein Dienst, von dem dieser abhängt, antwortet nicht.',
      DATA: 'Die benötigten Daten können derzeit nicht gelesen werden.',
      OVERLOADED: 'Der Dienst ist überlastet.',
    },
  },
  DATABASE_ERROR: {
    message: 'Datenbankfehler',
    detail:
      'Die Datenbank konnte {operation, select, SELECT {nicht lesen} INSERT {nichts einfügen} UPDATE {nichts ändern} DELETE {nichts löschen} other {die Transaktion nicht abschließen}}; alle Daten sind unverändert. Fehler-ID: {errorId}.',
    trader: [
      'Wiederholen Sie den Auftrag mit demselben Idempotenzschlüssel.',
      'Wenden Sie sich mit der Fehler-ID {errorId} an den Support.',
    ],
    admin: [
      'Suchen Sie {errorId} im Protokoll.',
      'Prüfen Sie Speicherplatz, Sperren und Verbindungen der Datenbank.',
    ],
  },
});
