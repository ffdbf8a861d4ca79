/** French: what becomes of an order after the checks. */
import { texts } from '../source.ts';

export const orders = texts({
  ORDER_NOT_FOUND: {
    message: 'Ordre introuvable',
    detail: 'Aucun ordre {orderId} ne figure sur vos comptes.',
    trader: ['Vérifiez le numéro de l’ordre.'],
    admin: ['Recherchez l’ordre avec son compte : il appartient peut-être à un autre client.'],
  },
  ORDER_NOT_PENDING: {
    message: 'L’ordre ne peut pas être annulé',
    detail:
      'État de l’ordre {orderId} : {status}.{filledVolume, select, none {} other {{filledVolume, plural, one { Exécuté : # lot.} other { Exécuté : # lots.}}}}{positionId, select, none {} other { Il a ouvert la position {positionId}.}}',
    trader: ['Seuls les ordres en attente peuvent être modifiés ou annulés.'],
    admin: ['Consultez l’historique des états de l’ordre.'],
  },
  ORDER_REJECTED: {
    message: 'Ordre rejeté par le fournisseur de liquidité',
    detail:
      'L’ordre {orderId} a été rejeté{lp, select, none {} other { par {lp}}}.{lpText, select, none {} other { Texte du fournisseur : « {lpText} ».}}',
    trader: ['Lisez le motif, modifiez l’ordre et décidez à nouveau.'],
    admin: [
      'Recherchez le rapport d’exécution de {orderId} dans les messages FIX.',
      'Si les rejets se multiplient, contactez le fournisseur de liquidité.',
    ],
    reasons: {
      BROKER_OPTION: 'Le fournisseur de liquidité a refusé sans donner de motif.',
      LP_LIMIT: 'L’ordre dépasse une limite du fournisseur de liquidité.',
      INSUFFICIENT_LIQUIDITY: 'La liquidité est insuffisante pour ce volume en ce moment.',
      TOO_LATE: 'L’ordre est arrivé trop tard pour être exécuté.',
      UNSUPPORTED: 'Le fournisseur de liquidité ne prend pas en charge ce type d’ordre.',
      LP_ACCOUNT: 'Notre compte chez le fournisseur de liquidité ne permet pas cet ordre.',
      OTHER: 'Le fournisseur de liquidité a donné un autre motif.',
    },
  },
  ORDER_EXPIRED: {
    message: 'L’échéance de l’ordre est déjà passée',
    detail: 'L’ordre serait déjà échu : {expiresAt, time}.',
    trader: ['Choisissez une échéance plus lointaine.'],
    admin: ['Si l’échéance semble correcte, comparez les horloges du client et du serveur.'],
  },
  DUPLICATE_REQUEST: {
    message: 'Requête en double',
    detail:
      'Cette instruction a déjà été reçue.{orderId, select, none {} other { Elle a créé l’ordre {orderId}.}}{retryAfter, select, none {} other { La réponse sera peut-être prête dans {retryAfter, seconds}.}}',
    trader: [
      'Utilisez une nouvelle clé pour chaque nouvelle instruction, et l’ancienne uniquement pour répéter la même.',
    ],
    admin: ['Recherchez la première requête par sa clé d’idempotence et comparez les deux.'],
    reasons: {
      IN_PROGRESS: 'La première requête est encore en cours de traitement.',
      KEY_REUSED: 'La clé d’idempotence a déjà servi pour une autre instruction.',
      CLIENT_ORDER_ID: 'Un ordre porte déjà cet identifiant client.',
      REFERENCE: 'Une écriture porte déjà cette référence.',
    },
  },
  TRADING_RESTRICTED: {
    message: 'Le trading est restreint',
    detail:
      '{scope, select, ACCOUNT {Le trading sur ce compte est restreint} SYMBOL {Le trading sur {symbol, select, none {ce symbole} other {{symbol}}} est restreint} other {Le trading est restreint pour tous les clients}} : {mode}. Motif indiqué : {reason}.',
    trader: [
      'Clôturez des positions si c’est encore permis ; pour le reste, contactez l’assistance.',
    ],
    admin: ['Vérifiez qui a défini le mode {mode} et levez-le si sa cause a disparu.'],
  },
  LIMIT_EXCEEDED: {
    message: 'Une limite de trading est atteinte',
    detail: 'La limite est de {limit, integer} ; {current, integer} sont utilisés.',
    trader: ['Clôturez d’abord une position ou annulez un ordre en attente.'],
    admin: ['Vérifiez les limites du groupe du compte.'],
    reasons: {
      MAX_ORDERS_EXCEEDED: 'Le compte a atteint le nombre maximal d’ordres en attente.',
      MAX_POSITIONS: 'Le compte a atteint le nombre maximal de positions ouvertes.',
      MAX_EXPOSURE: 'L’exposition du compte a atteint son maximum.',
    },
  },
  LP_TIMEOUT: {
    message: 'Le fournisseur de liquidité n’a pas répondu à temps',
    detail:
      '{lp} n’a pas répondu pour {symbol} en {timeout, millis}.{orderId, select, none {} other { On ne sait pas encore si l’ordre {orderId} a été exécuté.}}{lpOrderId, select, none {} other { Ordre du fournisseur : {lpOrderId}.}}',
    trader: [
      'Interrogez l’ordre par son numéro jusqu’à ce que son sort soit connu.',
      'Ne répétez l’instruction qu’avec la même clé d’idempotence.',
    ],
    admin: [
      'Demandez à {lp} l’état de l’ordre et n’en envoyez jamais un autre à sa place.',
      'Vérifiez la latence et les numéros de séquence de la session FIX.',
    ],
  },
});
