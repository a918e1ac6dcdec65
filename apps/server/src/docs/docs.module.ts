import { Module } from '@nestjs/common';
import { DocsController } from './docs.controller.js';

/** The API's documents. */
@Module({ controllers: [DocsController] })
export class DocsModule {}
