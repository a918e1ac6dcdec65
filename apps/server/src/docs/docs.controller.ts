import { Controller, Get, Header, Headers, Query } from '@nestjs/common';
import { Needs } from '../access/needs.decorator.js';
import { languageOf } from '../problems/language.js';
import { DOCS_CSS, docsPage } from './docs-page.js';
import { openApiDocument } from './openapi.js';
import type { JsonSchema } from './schemas.js';

/** What the API is, for machines and for people. */
@Controller()
@Needs('nothing')
export class DocsController {
  private readonly document = openApiDocument();

  @Get('openapi.json')
  openApi(): JsonSchema {
    return this.document;
  }

  /** In the language of `?lang=`, else of the browser. */
  @Get('docs')
  @Header('content-type', 'text/html; charset=utf-8')
  page(@Query('lang') lang: unknown, @Headers('accept-language') accepted: string | undefined): string {
    return docsPage(lang === 'ko' || lang === 'en' ? lang : languageOf(accepted));
  }

  @Get('docs.css')
  @Header('content-type', 'text/css; charset=utf-8')
  css(): string {
    return DOCS_CSS;
  }
}
