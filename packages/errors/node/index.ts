/** What only a server may use of the errors: the operator's own messages, read from a folder. */
export { readMessageTemplates } from './message-templates.ts';
