/** German: who is asking. */
import { texts } from '../source.ts';

export const auth = texts({
  AUTH_REQUIRED: {
    message: 'Bitte melden Sie sich an',
    detail: 'Die Anfrage enthielt kein Zugriffstoken.',
    trader: [
      'Melden Sie sich an und senden Sie das Token im Header „Authorization: Bearer <token>“.',
    ],
    admin: [
      'Prüfen Sie, ob Client und vorgeschaltete Proxys den Authorization-Header weitergeben.',
    ],
  },
  AUTH_INVALID: {
    message:
      '{reason, select, CREDENTIALS {Benutzername oder Passwort ist falsch} other {Ungültiges Zugriffstoken}}',
    detail:
      '{reason, select, CREDENTIALS {Der Benutzername oder das Passwort stimmt nicht.} other {Das Zugriffstoken wird nicht anerkannt.}}',
    trader: [
      'Prüfen Sie, ob das Token vollständig übertragen wurde.',
      'Melden Sie sich erneut an, um ein neues zu erhalten.',
    ],
    admin: [
      'Vergleichen Sie Aussteller und Schlüssel-ID des Tokens mit /.well-known/jwks.json.',
      'Fragen Sie nach REFRESH_REUSED beim Benutzer nach, ob er sein Gerät noch besitzt.',
    ],
    reasons: {
      MALFORMED: 'Das Token ist beschädigt oder unvollständig.',
      SIGNATURE: 'Das Token wurde nicht von diesem Server signiert.',
      REVOKED: 'Das Token wurde widerrufen.',
      CREDENTIALS: 'Benutzername und Passwort passen nicht zusammen.',
      REFRESH_REUSED:
        'Das Refresh-Token war bereits verwendet worden; deshalb wurde die gesamte Sitzung beendet.',
    },
  },
  AUTH_EXPIRED: {
    message: 'Ihre Anmeldung ist abgelaufen',
    detail: 'Ablauf des Zugriffstokens: {expiredAt, time}.',
    trader: [
      'Erneuern Sie das Token oder melden Sie sich erneut an und wiederholen Sie den Vorgang.',
    ],
    admin: [
      'Vergleichen Sie die Uhren der Server, wenn dies unmittelbar nach der Anmeldung auftritt.',
    ],
  },
  PERMISSION_DENIED: {
    message:
      '{reason, select, REAUTH_REQUIRED {Melden Sie sich dafür erneut an} other {{requiredRole, select, ADMIN {Administratorrechte erforderlich} other {Dazu sind Sie nicht berechtigt}}}}',
    detail:
      '{reason, select, REAUTH_REQUIRED {Dazu ist eine frische Anmeldung nötig.} other {Erforderlich ist die Rolle {requiredRole}; Sie haben die Rolle {userRole}.}}',
    trader: [
      'Bitten Sie einen Administrator um Zugang.',
      'Bei REAUTH_REQUIRED: Melden Sie sich erneut an.',
    ],
    admin: ['Weisen Sie dem Benutzer die Rolle {requiredRole} zu, wenn er dies dürfen soll.'],
    reasons: { REAUTH_REQUIRED: 'Die letzte Eingabe des Passworts liegt dafür zu lange zurück.' },
  },
});
