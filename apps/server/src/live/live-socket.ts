import type { Viewer } from '@tillwatch/access';
import type { ClientToServer, ServerToClient } from '@tillwatch/contract';
import type { Namespace, Socket } from 'socket.io';

interface SocketData {
  viewer: Viewer;
}

/** A screen's connection, typed by the contract; `data.viewer` says who looks. */
export type LiveSocket = Socket<ClientToServer, ServerToClient, Record<string, never>, SocketData>;
/** The `/live` namespace. */
export type LiveNamespace = Namespace<ClientToServer, ServerToClient, Record<string, never>, SocketData>;
