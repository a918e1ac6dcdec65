import type { Viewer } from '@tillwatch/access';
import type { ClientToServer, ServerToClient } from '@tillwatch/contract';
import type { Namespace, Socket } from 'socket.io';
import type { Visit } from '../access/visit.js';

/** What is known of a connection. */
export interface SocketData {
  /** Who looks, */
  viewer: Viewer;
  /** and what they showed for it. */
  visit: Visit;
}

/** A screen's connection, typed by the contract. */
export type LiveSocket = Socket<ClientToServer, ServerToClient, Record<string, never>, SocketData>;
/** The `/live` namespace. */
export type LiveNamespace = Namespace<ClientToServer, ServerToClient, Record<string, never>, SocketData>;
