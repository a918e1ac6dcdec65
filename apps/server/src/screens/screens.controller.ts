import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import type { Viewer } from '@tillwatch/access';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Needs } from '../access/needs.decorator.js';
import { CurrentViewer } from '../access/request-identity.js';
import { ProblemError } from '../problems/problem-error.js';
import { LostPage } from '../http/lost-page.js';
import { FirstEvents } from './first-events.js';
import { SCREENS_NOT_BUILT } from './not-built.js';
import { sendFile } from './send-file.js';
import { Shelf } from './shelf.js';

const NO_FILE = { ko: '이 화면에는 그런 파일이 없습니다. 새로 고치세요.', en: 'The screens have no such file. Reload the page.' };
/** Built files carry a hash of their content in their name. */
const FOR_EVER = 'public, max-age=31536000, immutable';
const ASK_AGAIN = 'no-cache';
/** The page of all screens. */
const PAGE = 'index.html';

/** The screens: one page that finds out by its address which screen it is, and the files it is made of. */
@Controller()
export class ScreensController {
  constructor(
    private readonly shelf: Shelf,
    private readonly firstEvents: FirstEvents,
    lost: LostPage,
  ) {
    // The page finds out by its address that it is none, and says so.
    if (shelf.file(PAGE) !== undefined) lost.use((request, reply) => this.sendPage(PAGE, request, reply));
  }

  /** How to send a first event, or the wall once there is one. */
  @Get()
  @Needs('screens:view')
  async root(@Res() reply: FastifyReply, @CurrentViewer() viewer: Viewer): Promise<void> {
    const to = (await this.firstEvents.has(viewer.tenant)) ? '/wall/main' : '/start';
    await reply.header('cache-control', 'no-store').redirect(to, 302);
  }

  @Get(['start', 'wall', 'wall/*', 'metrics/errors', 'stats'])
  @Needs('screens:view')
  async page(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.sendPage(PAGE, request, reply);
  }

  @Get(['incidents', 'live', 'live/slice', 'alerts'])
  @Needs('screens:view')
  async deskPage(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.sendPage('desk.html', request, reply);
  }

  /** Programs and fonts of the screens: the same for everybody, so they need no token. */
  @Get('assets/*')
  @Needs('nothing')
  async asset(@Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('*') path: string): Promise<void> {
    const file = this.shelf.file(`assets/${path}`);
    if (file === undefined) throw new ProblemError({ status: 404, code: 'not_found', detail: NO_FILE });
    await sendFile(request, reply, file, FOR_EVER);
  }

  private async sendPage(name: string, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const page = this.shelf.file(name);
    if (page === undefined) throw new ProblemError(SCREENS_NOT_BUILT);
    await sendFile(request, reply, page, ASK_AGAIN);
  }
}
