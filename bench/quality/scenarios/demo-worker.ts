/** Lives through healthy days of the demo shop in a thread of its own: asked for them, answers with the incidents that were opened. */
import { parentPort } from 'node:worker_threads';
import { liveDemo, type DemoAsked } from './demo-days.js';

parentPort?.on('message', (asked: DemoAsked) => void liveDemo(asked).then((answer) => parentPort?.postMessage(answer)));
