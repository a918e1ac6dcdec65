export { ONLY_PUBLIC, readAllowed, type Allowed } from './address-rules.js';
export { Outbound, type OutboundAnswer, type OutboundPeer, type OutboundRequest, type Resolve } from './outbound.js';
export { OutboundError, type OutboundFault } from './outbound-error.js';
