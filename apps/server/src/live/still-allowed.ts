import type { Doorman } from '../access/doorman.js';
import { ProblemError } from '../problems/problem-error.js';
import type { SocketData } from './live-socket.js';

/** Tells a refusal from a fault of ours, which says nothing about who may look. */
export function isRefusal(error: unknown): boolean {
  return error instanceof ProblemError && error.problem.status !== 503;
}

/**
 * Whether who looks through a socket still may: a wall stays open for months, and its key can be revoked or its link end meanwhile. Costs
 * nothing while the key is remembered. While Redis does not answer, who was let in stays.
 */
export async function isStillAllowed(doorman: Doorman, { visit, viewer }: SocketData): Promise<boolean> {
  if (viewer.by === 'loopback') return true;
  try {
    // Without the key or link they may be let in for sitting here: as somebody else, who gets a connection of their own.
    return (await doorman.admitViewer(visit, 'screens:view')).by === viewer.by;
  } catch (error) {
    return !isRefusal(error);
  }
}
