import { connect } from '../../shared/contract/client.ts';
import { findTransport } from './transport.ts';

const transport = findTransport();

/** The one typed client of the workbench. */
export const workbench = connect(transport.call);

export const listenToWorkbench = transport.listen;
