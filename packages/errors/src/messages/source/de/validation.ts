/** German: the request itself is wrong. */
import { texts } from '../source.ts';

const COMPARE =
  'Vergleichen Sie die Anfrage mit der API-Beschreibung; der Client ist möglicherweise veraltet.';

export const validation = texts({
  INVALID_REQUEST: {
    message:
      '{lockedUntil, select, none {Der Inhalt der Anfrage ist ungültig} other {Das Ziel ist neu und noch gesperrt}}',
    detail:
      '{lockedUntil, select, none {Die Anfrage ist nicht lesbar.{parseError, select, none {} other { JSON: {parseError}.}}{reason, select, none {} other { Angegebener Grund: {reason}.}}{field, select, none {} other { Feld: {field}.}}} other {Das Geld ginge an ein Ziel, das für dieses Konto neu ist. Genehmigt und ausgezahlt werden darf ab {lockedUntil, time}; bis dahin lässt sich die Auszahlung ablehnen oder zurücknehmen.}}',
    trader: [
      'Prüfen Sie die JSON-Syntax und die Namen der Felder.',
      'Für DESTINATION_LOCKED: Warten Sie das Ende der Sperre ab oder lehnen Sie die Auszahlung ab.',
    ],
    admin: [COMPARE],
  },
  MISSING_PARAMETER: {
    message: 'Ein Pflichtparameter fehlt',
    detail:
      'In der Anfrage fehlt: {missingFields, select, none {ein Feld} other {{missingFields}}}.',
    trader: ['Geben Sie alle Pflichtfelder an.'],
    admin: [COMPARE],
  },
  INVALID_PARAMETER_TYPE: {
    message: 'Ungültiger Parametertyp',
    detail: 'Erwartet wird im Feld {field}: {expected}. Erhalten: {received}.',
    trader: ['Verwenden Sie den dokumentierten Typ: Zahlen sind JSON-Zahlen, niemals Text.'],
    admin: [COMPARE],
  },
  NOT_FOUND: {
    message: 'Nicht gefunden',
    detail:
      '{path, select, none {{id, select, none {Das Angefragte existiert nicht.} other {Einen Eintrag {id} gibt es nicht.}}} other {Unter {path} gibt es nichts.}}',
    trader: ['Vergleichen Sie den Pfad mit der Dokumentation.'],
    admin: ['Prüfen Sie die Adresse und die Umschreiberegeln des Proxys.'],
  },
});
