/** French: liquidity providers, FIX sessions and MT5. */
import { texts } from '../source.ts';

export const lp = texts({
  LP_NOT_CONNECTED: {
    message: 'Aucune connexion au fournisseur de liquidité',
    detail:
      '{lp} n’est pas connecté ; rien n’a été envoyé. {lastConnected, select, none {Il n’a jamais été connecté.} other {Dernière connexion : {lastConnected, time}.}}{tried, select, none {} other { Fournisseurs essayés : {tried}.}}{breaker, select, none {} other { État du disjoncteur : {breaker}.}}',
    trader: ['Consultez GET /admin/lp-status.', 'Reconnectez avec POST /admin/fix/connect.'],
    admin: [
      'Examinez les sessions FIX de {lp} et reconnectez-les.',
      'Si le disjoncteur est ouvert, cherchez pourquoi les derniers ordres ont échoué.',
    ],
  },
  LP_NOT_FOUND: {
    message: 'Fournisseur de liquidité introuvable',
    detail: 'Il n’existe pas de fournisseur de liquidité {lp}.',
    trader: ['Vérifiez le nom du fournisseur.'],
    admin: ['Comparez le nom avec la liste des fournisseurs configurés.'],
  },
  FIX_SESSION_NOT_FOUND: {
    message: 'Session FIX introuvable',
    detail:
      'Il n’existe pas de session FIX {sessionId}.{knownSessions, select, none {} other { Sessions configurées : {knownSessions}.}}',
    trader: ['Utilisez l’identifiant d’une session configurée, par exemple YOFX1.'],
    admin: ['Comparez l’identifiant avec la liste des sessions configurées.'],
  },
  FIX_SESSION_STATE: {
    message: 'L’état de la session FIX ne le permet pas',
    detail:
      'État de la session {sessionId} : {status}.{allowed, select, none {} other { Actions possibles : {allowed}.}}',
    trader: ['Consultez l’état de la session et choisissez une des actions permises.'],
    admin: ['Attendez que l’état se stabilise ou déconnectez d’abord la session.'],
  },
  MT5_INSTANCE_NOT_FOUND: {
    message: 'Instance MT5 introuvable',
    detail: 'Il n’existe pas d’instance MT5 {instanceId}.',
    trader: ['Vérifiez l’identifiant de l’instance.'],
    admin: ['Vérifiez si l’instance a été supprimée ou n’a jamais été enregistrée.'],
  },
  MT5_INSTANCE_STATE: {
    message: 'L’état de l’instance MT5 ne le permet pas',
    detail: 'État de l’instance MT5 {instanceId} : {status}.',
    trader: ['Levez ce qui fait obstacle, puis réessayez.'],
    admin: ['Corrigez ce qu’indique le motif, puis redémarrez l’instance.'],
    reasons: {
      RUNNING: 'L’instance est déjà en marche.',
      CREDENTIALS_REFUSED: 'Le courtier a refusé ces identifiants ; ils ne seront plus envoyés.',
      UPDATE_REQUIRED: 'Le terminal doit d’abord être mis à jour.',
      CLOSED: 'Le compte est fermé et doit d’abord être libéré par un administrateur.',
    },
  },
  MT5_LOGIN_FAILED: {
    message: 'Échec de la connexion à MT5',
    detail:
      'L’instance MT5 {instanceId} n’a pas pu se connecter, tentative {attempt} : {reason} (code {mt5Code}). Suite prévue : {action}.{nextRetryAt, select, none {} other { Prochaine tentative : {nextRetryAt, time}.}}',
    trader: ['Lisez le motif ; le superviseur réessaie de lui-même lorsque cela peut aider.'],
    admin: ['Vérifiez l’identifiant, le mot de passe et le serveur, puis redémarrez l’instance.'],
  },
});
