/** German: liquidity providers, FIX sessions and MT5. */
import { texts } from '../source.ts';

export const lp = texts({
  LP_NOT_CONNECTED: {
    message: 'Keine Verbindung zum Liquiditätsanbieter',
    detail:
      '{lp} ist nicht verbunden; es wurde nichts gesendet. {lastConnected, select, none {Eine Verbindung bestand noch nie.} other {Letzte Verbindung: {lastConnected, time}.}}{tried, select, none {} other { Versuchte Anbieter: {tried}.}}{breaker, select, none {} other { Zustand des Circuit Breakers: {breaker}.}}',
    trader: [
      'Sehen Sie unter GET /admin/lp-status nach.',
      'Stellen Sie die Verbindung mit POST /admin/fix/connect wieder her.',
    ],
    admin: [
      'Prüfen Sie die FIX-Sessions von {lp} und verbinden Sie sie neu.',
      'Klären Sie bei offenem Circuit Breaker, warum die letzten Orders fehlschlugen.',
    ],
  },
  LP_NOT_FOUND: {
    message: 'Liquiditätsanbieter nicht gefunden',
    detail: 'Einen Liquiditätsanbieter {lp} gibt es nicht.',
    trader: ['Prüfen Sie den Namen des Anbieters.'],
    admin: ['Vergleichen Sie den Namen mit der Liste der konfigurierten Anbieter.'],
  },
  FIX_SESSION_NOT_FOUND: {
    message: 'FIX-Session nicht gefunden',
    detail:
      'Eine FIX-Session {sessionId} gibt es nicht.{knownSessions, select, none {} other { Konfiguriert: {knownSessions}.}}',
    trader: ['Verwenden Sie die ID einer konfigurierten Session, zum Beispiel YOFX1.'],
    admin: ['Vergleichen Sie die ID mit der Liste der konfigurierten Sessions.'],
  },
  FIX_SESSION_STATE: {
    message: 'Der Zustand der FIX-Session lässt dies nicht zu',
    detail:
      'Zustand der Session {sessionId}: {status}.{allowed, select, none {} other { Derzeit möglich: {allowed}.}}',
    trader: ['Prüfen Sie den Zustand der Session und wählen Sie eine der erlaubten Aktionen.'],
    admin: ['Warten Sie einen stabilen Zustand ab oder trennen Sie die Session zuerst.'],
  },
  MT5_INSTANCE_NOT_FOUND: {
    message: 'MT5-Instanz nicht gefunden',
    detail: 'Eine MT5-Instanz {instanceId} gibt es nicht.',
    trader: ['Prüfen Sie die ID der Instanz.'],
    admin: ['Prüfen Sie, ob die Instanz entfernt oder nie registriert wurde.'],
  },
  MT5_INSTANCE_STATE: {
    message: 'Der Zustand der MT5-Instanz lässt dies nicht zu',
    detail: 'Zustand der MT5-Instanz {instanceId}: {status}.',
    trader: ['Beseitigen Sie das Hindernis und versuchen Sie es erneut.'],
    admin: ['Beheben Sie, was der Grund nennt, und starten Sie die Instanz neu.'],
    reasons: {
      RUNNING: 'Die Instanz läuft bereits.',
      CREDENTIALS_REFUSED:
        'Der Broker hat diese Zugangsdaten abgelehnt; sie werden nicht erneut gesendet.',
      UPDATE_REQUIRED: 'Das Terminal muss zuerst aktualisiert werden.',
      CLOSED:
        'Das Konto ist geschlossen und muss zuerst von einem Administrator freigegeben werden.',
    },
  },
  MT5_LOGIN_FAILED: {
    message: 'MT5-Anmeldung fehlgeschlagen',
    detail:
      'Die MT5-Instanz {instanceId} konnte sich nicht anmelden, Versuch {attempt}: {reason} (Code {mt5Code}). Nächster Schritt: {action}.{nextRetryAt, select, none {} other { Nächster Versuch: {nextRetryAt, time}.}}',
    trader: ['Lesen Sie den Grund; wo es helfen kann, versucht es der Supervisor selbst erneut.'],
    admin: ['Prüfen Sie Login, Passwort und Server der Instanz und starten Sie sie dann neu.'],
  },
});
