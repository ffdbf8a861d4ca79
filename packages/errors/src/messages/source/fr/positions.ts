/** French: why a position is not closed, changed or found. */
import { texts } from '../source.ts';

export const positions = texts({
  POSITION_NOT_FOUND: {
    message: 'Position introuvable',
    detail: 'Aucune position {positionId} ne figure sur vos comptes.',
    trader: ['Vérifiez le numéro de la position dans GET /api/positions.'],
    admin: [
      'Recherchez la position avec son compte : elle appartient peut-être à un autre client.',
    ],
  },
  POSITION_ALREADY_CLOSED: {
    message: 'La position est déjà clôturée',
    detail:
      'Clôture de la position {positionId} : {closedAt, time}.{closeReason, select, none {} other { Cause de la clôture : {closeReason}.}}',
    trader: ['Actualisez la liste des positions.'],
    admin: ['Consultez les transactions de la position pour voir ce qui l’a clôturée.'],
  },
  PARTIAL_CLOSE_INVALID: {
    message: 'Volume de clôture partielle non valide',
    detail:
      'Impossible de clôturer {closeVolume, plural, one {# lot} other {# lots}} sur {positionVolume, lots}.{minVolume, select, none {} other { Volume minimal : {minVolume, lots}.}}{volumeStep, select, none {} other { Pas de volume : {volumeStep, lots}.}}',
    trader: [
      'Clôturez au plus le volume ouvert, par pas, sans laisser un reste inférieur au volume minimal.',
    ],
    admin: [
      'Vérifiez les limites de volume du symbole et si le groupe autorise la clôture partielle.',
    ],
    reasons: {
      EXCEEDS: 'Le volume à clôturer dépasse le volume ouvert.',
      STEP: 'Le volume à clôturer n’est pas un multiple du pas de volume.',
      REMAINDER: 'Le volume restant serait inférieur au volume minimal.',
      NOT_ALLOWED: 'Les positions de ce compte ne peuvent être clôturées qu’en totalité.',
      NOT_OPPOSITE: 'Les deux positions ne sont pas opposées sur le même symbole.',
    },
  },
  POSITION_LOCKED: {
    message: 'Un autre ordre est en train de modifier la position',
    detail:
      'La position {positionId} est en cours de modification{lockOrderId, select, none {} other { par l’ordre {lockOrderId}}}.',
    trader: ['Attendez la fin de cet ordre.'],
    admin: ['Si le verrou persiste, examinez l’ordre qui le détient.'],
  },
});
