/** French: the checks before an order goes anywhere. */
import { texts } from '../source.ts';

export const placement = texts({
  INVALID_SYMBOL: {
    message: 'Symbole inconnu ou désactivé',
    detail:
      '{symbol} ne peut pas être négocié ici.{availableSymbols, select, none {} other { Symboles proches : {availableSymbols}.}}',
    trader: ['Choisissez un symbole de GET /api/symbols.'],
    admin: ['Vérifiez que le symbole existe et qu’il est activé pour le groupe du compte.'],
    reasons: {
      UNKNOWN: 'Aucun symbole ne porte ce nom.',
      DISABLED: 'Le trading de ce symbole est désactivé.',
    },
  },
  INVALID_VOLUME: {
    message: 'Volume non valide',
    detail:
      'Un volume de {volume, lots} n’est pas possible : de {minVolume, lots} à {maxVolume, lots} lots, par pas de {volumeStep, lots}.',
    trader: [
      'Choisissez un volume entre {minVolume, lots} et {maxVolume, lots} lots, par pas de {volumeStep, lots}.',
    ],
    admin: ['Comparez les limites de volume du symbole avec les spécifications du contrat.'],
    reasons: {
      TOO_LOW: 'Le volume est inférieur au minimum par ordre.',
      TOO_HIGH: 'Le volume dépasse le maximum par ordre.',
      STEP: 'Le volume n’est pas un multiple du pas de volume.',
      TOTAL: 'Ajouté au volume ouvert, il dépasserait le maximum de ce symbole.',
    },
  },
  MARGIN_INSUFFICIENT: {
    message: 'Marge insuffisante pour exécuter l’ordre',
    detail:
      'L’ordre requiert {requiredMargin, money} de marge{commission, select, none {} other { et {commission, money} de frais de courtage}} ; votre marge libre est de {freeMargin, money}. {maxVolume, plural, =0 {Aucun volume n’est possible pour le moment.} one {Volume maximal possible : # lot.} other {Volume maximal possible : # lots.}} Effet de levier : 1:{leverage}.{marginLevelAfter, select, none {} other { Niveau de marge après l’ordre : {marginLevelAfter, percent}.}}',
    trader: [
      'Réduisez le volume à {maxVolume, lots} ou moins.',
      'Clôturez une position.',
      'Déposez des fonds.',
    ],
    admin: [
      'Comparez les fonds propres et la marge utilisée du compte avec ses positions ouvertes.',
      'Vérifiez l’effet de levier du groupe du compte et de {symbol}.',
    ],
    reasons: {
      NEW_ORDER: 'La marge libre ne couvre pas le nouvel ordre.',
      MODIFY_ORDER: 'La marge libre ne couvre pas l’ordre avec son nouveau volume.',
      MARGIN_CALL: 'Le compte est en appel de marge et n’accepte plus de nouveaux ordres.',
      NEGATIVE_BALANCE: 'Le solde du compte est négatif.',
    },
  },
  MARKET_CLOSED: {
    message: 'Le marché est fermé',
    detail:
      '{symbol} ne peut pas être négocié actuellement. {opensAt, select, none {L’heure de reprise n’est pas encore connue.} other {Prochaine ouverture : {opensAt, time}.}}{holiday, select, none {} other { Jour férié : {holiday}.}}{retryAfter, select, none {} other { Revenez dans {retryAfter, seconds}.}}',
    trader: ['Attendez l’ouverture du marché.'],
    admin: [
      'Vérifiez les horaires de séance et les jours fériés du symbole dans le calendrier de marché.',
      'En cas de suspension, vérifiez si elle peut être levée.',
    ],
    reasons: {
      PRE_MARKET_CLOSED: 'La séance du jour n’a pas encore commencé.',
      POST_MARKET_CLOSED: 'La séance du jour est terminée.',
      WEEKEND_CLOSED: 'Ce marché est fermé le week-end.',
      HOLIDAY_CLOSED: 'Le marché est fermé en raison d’un jour férié.',
      SYMBOL_HALTED: 'La cotation de ce symbole est suspendue.',
      CIRCUIT_BREAKER: 'Un coupe-circuit a suspendu les négociations.',
    },
  },
  PRICE_STALE: {
    message: 'Aucun cours disponible',
    detail:
      'Aucun cours actuel pour {conversionSymbol, select, none {{symbol}} other {{conversionSymbol}, nécessaire à la conversion du montant}}. {lastUpdate, select, none {Aucun cours n’a encore été reçu.} other {Dernier cours : {lastUpdate, time}.}}{ageMs, select, none {} other { Ancienneté : {ageMs, millis}.}} Ancienneté maximale admise : {maxAgeMs, millis}.',
    trader: [
      'Attendez que le fournisseur de liquidité cote de nouveau.',
      'Consultez GET /admin/lp-status.',
    ],
    admin: [
      'Vérifiez la session de cotation du fournisseur de liquidité et son abonnement à {symbol}.',
      'Rétablissez la session si elle est déconnectée.',
    ],
  },
  INVALID_SL_TP: {
    message: 'Stop loss ou take profit non valide',
    detail:
      'Le {field, select, sl {stop loss{sl, select, none {} other { {sl, price}}}} other {take profit{tp, select, none {} other { {tp, price}}}}} ne convient pas à {side, select, BUY {un achat} other {une vente}} à {currentPrice, price}.{minDistance, select, none {} other { Distance minimale : {minDistance, price}.}}',
    trader: [
      'Achat : stop loss sous le cours, take profit au-dessus.',
      'Vente : stop loss au-dessus du cours, take profit en dessous.',
    ],
    admin: ['Vérifiez le niveau de stop et le niveau de gel du symbole.'],
    reasons: {
      DIRECTION: 'Le niveau est du mauvais côté du cours.',
      TOO_CLOSE: 'Le niveau est trop proche du marché.',
      FROZEN: 'Le marché est si proche que le niveau ne peut plus être modifié.',
      PRECISION: 'Le niveau comporte plus de décimales que le symbole.',
    },
  },
  INVALID_PRICE: {
    message: 'Prix non valide',
    detail:
      'Le prix {price, price} n’est pas possible.{currentPrice, select, none {} other { Marché : {currentPrice, price}.}}{minDistance, select, none {} other { Distance minimale : {minDistance, price}.}} Taille du tick : {tickSize, price}.',
    trader: ['Choisissez un prix du bon côté du marché et en ticks entiers.'],
    admin: ['Vérifiez la taille du tick et le niveau de stop du symbole.'],
    reasons: {
      WRONG_SIDE: 'Pour ce type d’ordre, le prix est du mauvais côté du marché.',
      ORDER_TOO_CLOSE_TO_MARKET: 'Le prix est trop proche du marché.',
      PRICE_OUT_OF_RANGE: 'Le prix est hors de la fourchette autorisée.',
      PRECISION: 'Le prix n’est pas un multiple de la taille du tick.',
    },
  },
  PRICE_CHANGED: {
    message: 'Le cours a changé',
    detail:
      'Le cours de {symbol} a bougé.{requestedPrice, select, none {} other { Demandé : {requestedPrice, price}.}}{currentPrice, select, none {} other { Actuel : {currentPrice, price}.}}{maxDeviation, select, none {} other {{maxDeviation, plural, one { Écart admis : # point.} other { Écart admis : # points.}}}}',
    trader: ['Consultez le nouveau cours et décidez à nouveau.'],
    admin: [
      'Si les requotes se multiplient, vérifiez la latence et le spread du fournisseur de liquidité.',
    ],
  },
});
