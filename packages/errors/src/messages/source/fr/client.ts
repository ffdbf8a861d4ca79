/** French: what only a client can meet. */
import { texts } from '../source.ts';

export const client = texts({
  NETWORK_ERROR: {
    message: 'Impossible de joindre le serveur',
    detail: 'La connexion a échoué ; l’instruction est peut-être arrivée malgré tout.',
    trader: [
      'Vérifiez la connexion.',
      'Ne répétez une instruction qu’avec la même clé d’idempotence.',
    ],
    admin: ['Vérifiez que le client peut joindre le serveur, le proxy et le DNS.'],
  },
  TIMEOUT: {
    message: 'Le serveur n’a pas répondu à temps',
    detail:
      'Aucune réponse {timeoutMs, select, none {à temps} other {en {timeoutMs, millis}}} ; on ne sait pas encore si l’instruction a pris effet.',
    trader: ['Ne répétez une instruction qu’avec la même clé d’idempotence.'],
    admin: ['Comparez les temps de réponse du serveur avec le délai du client.'],
  },
  ABORTED: {
    message: 'L’appel a été annulé',
    detail: 'L’appel a été abandonné avant la réponse ; l’instruction a peut-être pris effet.',
    trader: ['Vérifiez ce qu’est devenue l’instruction avant de la répéter.'],
    admin: ['Recherchez la requête dans le journal pour voir jusqu’où elle est allée.'],
  },
  UNKNOWN_ERROR: {
    message: 'La réponse du serveur n’est pas comprise',
    detail:
      '{wireCode, select, none {La réponse ne contenait aucun code.} other {Cette version ne connaît pas le code {wireCode}.}}{httpStatus, select, none {} other { Statut HTTP : {httpStatus}.}}',
    trader: [
      'Mettez le client à jour.',
      'Contactez l’assistance en indiquant l’identifiant de la requête.',
    ],
    admin: [
      'Comparez les versions du client et du serveur et cherchez un proxy qui répond lui-même.',
    ],
  },
});
