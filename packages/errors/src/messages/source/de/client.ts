/** German: what only a client can meet. */
import { texts } from '../source.ts';

export const client = texts({
  NETWORK_ERROR: {
    message: 'Der Server ist nicht erreichbar',
    detail: 'Die Verbindung ist fehlgeschlagen; ein Auftrag kann dennoch angekommen sein.',
    trader: [
      'Prüfen Sie die Verbindung.',
      'Wiederholen Sie einen Auftrag nur mit demselben Idempotenzschlüssel.',
    ],
    admin: ['Prüfen Sie, ob der Client Server, Proxy und DNS erreicht.'],
  },
  TIMEOUT: {
    message: 'Der Server hat nicht rechtzeitig geantwortet',
    detail:
      'Es kam keine rechtzeitige Antwort{timeoutMs, select, none {} other { (Wartezeit: {timeoutMs, millis})}}; ob der Auftrag wirksam wurde, ist noch nicht bekannt.',
    trader: ['Wiederholen Sie einen Auftrag nur mit demselben Idempotenzschlüssel.'],
    admin: ['Vergleichen Sie die Antwortzeiten des Servers mit der Frist des Clients.'],
  },
  ABORTED: {
    message: 'Der Aufruf wurde abgebrochen',
    detail:
      'Der Aufruf wurde vor der Antwort aufgegeben; der Auftrag ist möglicherweise wirksam geworden.',
    trader: ['Klären Sie, was aus dem Auftrag wurde, bevor Sie ihn wiederholen.'],
    admin: ['Suchen Sie die Anfrage im Protokoll, um zu sehen, wie weit sie kam.'],
  },
  UNKNOWN_ERROR: {
    message: 'Die Antwort des Servers wird nicht verstanden',
    detail:
      '{wireCode, select, none {Die Antwort enthielt keinen Code.} other {Diese Version kennt den Code {wireCode} nicht.}}{httpStatus, select, none {} other { HTTP-Status: {httpStatus}.}}',
    trader: ['Aktualisieren Sie den Client.', 'Wenden Sie sich mit der Anfrage-ID an den Support.'],
    admin: [
      'Vergleichen Sie die Versionen von Client und Server und suchen Sie nach einem Proxy, der selbst antwortet.',
    ],
  },
});
