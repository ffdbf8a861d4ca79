/** French: who is asking. */
import { texts } from '../source.ts';

export const auth = texts({
  AUTH_REQUIRED: {
    message: 'Vous devez vous connecter',
    detail: 'La requête ne contenait pas de jeton d’accès.',
    trader: [
      'Connectez-vous, puis transmettez le jeton dans l’en-tête « Authorization: Bearer <token> ».',
    ],
    admin: [
      'Vérifiez que le client et les proxys intermédiaires transmettent l’en-tête Authorization.',
    ],
  },
  AUTH_INVALID: {
    message:
      '{reason, select, CREDENTIALS {Identifiant ou mot de passe incorrect} other {Jeton d’accès non valide}}',
    detail:
      '{reason, select, CREDENTIALS {L’identifiant ou le mot de passe est incorrect.} other {Le jeton d’accès n’est pas accepté.}}',
    trader: [
      'Vérifiez que le jeton a été transmis en entier.',
      'Reconnectez-vous pour en obtenir un nouveau.',
    ],
    admin: [
      'Comparez l’émetteur et l’identifiant de clé du jeton avec /.well-known/jwks.json.',
      'Après REFRESH_REUSED, demandez à l’utilisateur s’il est toujours en possession de l’appareil.',
    ],
    reasons: {
      MALFORMED: 'Le jeton est altéré ou incomplet.',
      SIGNATURE: 'Le jeton n’a pas été signé par ce serveur.',
      REVOKED: 'Le jeton a été révoqué.',
      CREDENTIALS: 'L’identifiant et le mot de passe ne correspondent pas.',
      REFRESH_REUSED:
        'Le jeton de renouvellement avait déjà servi ; toute la session a donc été fermée.',
    },
  },
  AUTH_EXPIRED: {
    message: 'Votre session a expiré',
    detail: 'Expiration du jeton d’accès : {expiredAt, time}.',
    trader: ['Renouvelez le jeton ou reconnectez-vous, puis recommencez.'],
    admin: ['Si cela survient juste après la connexion, comparez les horloges des serveurs.'],
  },
  PERMISSION_DENIED: {
    message:
      '{reason, select, REAUTH_REQUIRED {Reconnectez-vous pour faire cela} other {{requiredRole, select, ADMIN {Accès administrateur requis} other {Vous n’êtes pas autorisé à faire cela}}}}',
    detail:
      '{reason, select, REAUTH_REQUIRED {Cela exige une connexion récente.} other {Cette opération exige le rôle {requiredRole} ; le vôtre est {userRole}.}}',
    trader: ['Demandez l’accès à un administrateur.', 'Pour REAUTH_REQUIRED : reconnectez-vous.'],
    admin: ['Attribuez le rôle {requiredRole} à l’utilisateur s’il doit pouvoir le faire.'],
    reasons: { REAUTH_REQUIRED: 'Le mot de passe a été saisi il y a trop longtemps pour cela.' },
  },
});
