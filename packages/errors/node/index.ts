/** What only a server may use of the errors: the operator's configuration and messages, read from files. */
export { readMessageTemplates } from './message-templates.ts';
export {
  ErrorConfigurationFault,
  parseErrorConfiguration,
  readErrorConfiguration,
} from './configuration.ts';
export type { ErrorConfiguration } from './configuration.ts';
