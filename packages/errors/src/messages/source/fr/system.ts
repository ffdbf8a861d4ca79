/** French: our own limits and our own faults. */
import { texts } from '../source.ts';

export const system = texts({
  RATE_LIMIT_EXCEEDED: {
    message: 'Trop de requêtes',
    detail:
      '{limit, plural, one {# requête est autorisée} other {# requêtes sont autorisées}} par période de {window}. Réessayez dans {retryAfter, seconds}.',
    trader: ['Attendez {retryAfter, seconds} avant la prochaine requête.'],
    admin: ['Cherchez un client qui tourne en boucle avant de relever la limite.'],
  },
  INTERNAL_ERROR: {
    message: 'Erreur interne du serveur',
    detail: 'Une erreur s’est produite de notre côté. Identifiant de l’erreur : {errorId}.',
    trader: ['Contactez l’assistance en indiquant l’identifiant {errorId}.'],
    admin: ['Recherchez {errorId} dans le journal et établissez si l’instruction a pris effet.'],
  },
  SERVICE_UNAVAILABLE: {
    message: 'Service indisponible',
    detail:
      'Le service est indisponible. Motif indiqué : {reason}. {estimatedRestore, select, none {L’heure de reprise n’est pas encore connue.} other {Reprise prévue : {estimatedRestore, time}.}}',
    trader: ['Réessayez après l’heure indiquée.'],
    admin: ['Consultez /health/ready pour voir quel composant manque.'],
    reasons: {
      MAINTENANCE: 'Une maintenance est en cours.',
      SHUTDOWN: 'Le service est en train de s’arrêter.',
      STARTING: 'Le service est encore en cours de démarrage.',
      UPSTREAM: 'Un service dont celui-ci dépend ne répond pas.',
      DATA: 'Les données nécessaires ne peuvent pas être lues pour le moment.',
      OVERLOADED: 'Le service a plus de travail qu’il ne peut en traiter.',
    },
  },
  DATABASE_ERROR: {
    message: 'Erreur de base de données',
    detail:
      'La base de données n’a pas pu {operation, select, SELECT {lire} INSERT {insérer} UPDATE {mettre à jour} DELETE {supprimer} other {terminer la transaction}} ; rien n’a été modifié. Identifiant de l’erreur : {errorId}.',
    trader: [
      'Répétez l’instruction avec la même clé d’idempotence.',
      'Contactez l’assistance en indiquant l’identifiant {errorId}.',
    ],
    admin: [
      'Recherchez {errorId} dans le journal.',
      'Vérifiez l’espace disque, les verrous et les connexions de la base de données.',
    ],
  },
});
