/** Spanish. Importing this entry point makes it available to `speakerIn`; `speak` imports it by itself. */
import '@faultline/errors/messages/es';
