/** French: the request itself is wrong. */
import { texts } from '../source.ts';

const COMPARE =
  'Comparez la requête avec la description de l’API ; le client n’est peut-être pas à jour.';

export const validation = texts({
  INVALID_REQUEST: {
    message:
      '{lockedUntil, select, none {Le contenu de la requête n’est pas valide} other {La destination est nouvelle et encore bloquée}}',
    detail:
      '{lockedUntil, select, none {La requête est illisible.{parseError, select, none {} other { JSON : {parseError}.}}{reason, select, none {} other { Motif indiqué : {reason}.}}{field, select, none {} other { Champ : {field}.}}} other {L’argent irait vers une destination nouvelle pour ce compte. Le retrait peut être approuvé et payé à partir de {lockedUntil, time} ; d’ici là, il peut être refusé ou repris.}}',
    trader: [
      'Vérifiez la syntaxe JSON et les noms des champs.',
      'Pour DESTINATION_LOCKED : attendez la fin du blocage ou refusez le retrait.',
    ],
    admin: [COMPARE],
  },
  MISSING_PARAMETER: {
    message: 'Il manque un paramètre obligatoire',
    detail:
      'Il manque dans la requête : {missingFields, select, none {un champ} other {{missingFields}}}.',
    trader: ['Renseignez tous les champs obligatoires.'],
    admin: [COMPARE],
  },
  INVALID_PARAMETER_TYPE: {
    message: 'Type de paramètre non valide',
    detail: 'Le champ {field} doit contenir {expected} et contient {received}.',
    trader: ['Utilisez le type documenté : les nombres sont des nombres JSON, jamais du texte.'],
    admin: [COMPARE],
  },
  NOT_FOUND: {
    message: 'Introuvable',
    detail:
      '{path, select, none {{id, select, none {L’élément demandé n’existe pas.} other {Il n’existe pas d’élément {id}.}}} other {Il n’y a rien à l’adresse {path}.}}',
    trader: ['Comparez le chemin avec la documentation.'],
    admin: ['Vérifiez l’adresse et les règles de réécriture du proxy.'],
  },
});
