/** Lives through healthy days of some segments in a thread of its own: asked for them, answers with who cried wolf. */
import { parentPort } from 'node:worker_threads';
import { falseAlarms, type AlarmsAsked } from './false-alarms.js';

parentPort?.on('message', (asked: AlarmsAsked) => parentPort?.postMessage(falseAlarms(asked)));
