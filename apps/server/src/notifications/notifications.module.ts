import { Inject, Module, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { AccessStore } from '@tillwatch/access';
import type { Catalogue } from '@tillwatch/catalogue';
import type { AppConfig } from '@tillwatch/config';
import type { Clock } from '@tillwatch/domain';
import { IncidentStore } from '@tillwatch/incidents';
import { Decider, Deliverer, HeldStore, LaneLock, NotificationStore, Notifier, RETRY_PLAN, SilenceStore } from '@tillwatch/notifications';
import { Outbound, readAllowed } from '@tillwatch/outbound';
import type { KeySpace, RedisAddress } from '@tillwatch/redis';
import { incidentAnswer } from '@tillwatch/views';
import type { Redis } from 'ioredis';
import type { Logger } from 'pino';
import { ACCESS_STORE } from '../access/access-store.js';
import { AccessModule } from '../access/access.module.js';
import { CATALOGUE, CLOCK, CONFIG, KEYS, LOG, REDIS, REDIS_ADDRESS } from '../platform/tokens.js';
import { SelfTestModule } from '../self-test/self-test.module.js';
import { ChannelDesk } from './channel-desk.js';
import { Heartbeat } from './heartbeat.js';
import { IncidentLink } from './incident-link.js';
import { logDecision } from './log-decision.js';
import { IncidentNotificationsController } from './incident-notifications.controller.js';
import { NotificationMetrics } from './notification-metrics.js';
import { NotificationsController } from './notifications.controller.js';
import { NotificationsView } from './notifications-view.js';
import { PrecisionView } from './precision-view.js';
import { openChannels, openRouting, type OpenedChannels } from './open-channels.js';
import { SilenceDesk } from './silence-desk.js';
import { SilencesController } from './silences.controller.js';

/** `OpenedChannels`: who can be told. */
const CHANNELS = Symbol('channels');

type ViewParts = [NotificationStore, Catalogue, OpenedChannels, AppConfig];
type DeskParts = [NotificationStore, OpenedChannels, Notifier, Clock, AppConfig, AccessStore];
type NotifierParts = [
  IncidentStore,
  NotificationStore,
  SilenceStore,
  OpenedChannels,
  Catalogue,
  Clock,
  AppConfig,
  AccessStore,
  Redis,
  KeySpace,
  RedisAddress,
  Logger,
  NotificationMetrics,
];

function makeNotifier(...parts: NotifierParts): Notifier {
  const [incidents, store, silences, opened, catalogue, clock, config, access, redis, keys, address, log, metrics] = parts;
  const routing = openRouting(catalogue.notifications, opened);
  const link = new IncidentLink(access, clock, config);
  const deliverer = new Deliverer(incidents, store, new LaneLock(redis, keys), routing, {
    ...{ clock, retry: RETRY_PLAN, random: Math.random, timeZone: config.timeZone },
    describe: (incident) => incidentAnswer(incident, catalogue),
    linkTo: (incident, links) => link.to(incident, links),
    linkToAll: (tenant, links) => link.toAll(tenant, links),
    alertsPage: link.page('/alerts'),
    onSettled: (notification) => metrics.settle(notification),
    onFault: (error) => log.error({ err: error }, 'a notification could not be sent; it is tried again'),
  });
  const held = new HeldStore(redis, keys);
  const decider = new Decider({ incidents, notifications: store, silences }, routing, {
    counted: (names) => metrics.count(names),
    heard: async (heard) => {
      logDecision(log, heard);
      await held.keep(heard, clock.now());
    },
    onFault: (error) => log.error({ err: error }, 'what a change of an incident becomes could not be planned as it should be'),
  });
  const notifier = new Notifier({
    ...{ address, prefix: keys.prefix, store, deliverer, decider },
    now: () => clock.now(),
    onFault: (error) => log.error({ err: error }, 'a notification could not be dealt with; it is tried again'),
  });
  metrics.watch(() => notifier.waiting);
  return notifier;
}

function makeDesk(...[store, opened, notifier, clock, config, access]: DeskParts): ChannelDesk {
  const page = new IncidentLink(access, clock, config).page('/alerts');
  return new ChannelDesk({ store, opened, clock, timeZone: config.timeZone, page, enqueue: (id) => notifier.enqueue(id) });
}

/** Tells people and programs of incidents. */
@Module({
  imports: [AccessModule, SelfTestModule],
  controllers: [NotificationsController, IncidentNotificationsController, SilencesController],
  providers: [
    Heartbeat,
    NotificationMetrics,
    {
      provide: NotificationsView,
      inject: [NotificationStore, CATALOGUE, CHANNELS, CONFIG],
      useFactory: (...[store, { notifications: settings }, opened, { timeZone }]: ViewParts) =>
        new NotificationsView({ store, settings, opened, timeZone }),
    },
    { provide: PrecisionView, inject: [IncidentStore], useFactory: (incidents: IncidentStore) => new PrecisionView(incidents) },
    {
      provide: ChannelDesk,
      inject: [NotificationStore, CHANNELS, Notifier, CLOCK, CONFIG, ACCESS_STORE],
      useFactory: makeDesk,
    },
    {
      provide: CHANNELS,
      inject: [CATALOGUE, Outbound],
      useFactory: ({ notifications }: Catalogue, outbound: Outbound) => openChannels(notifications, outbound),
    },
    {
      provide: Outbound,
      inject: [CONFIG],
      useFactory: ({ outboundAllow }: AppConfig) => new Outbound(readAllowed(outboundAllow)),
    },
    {
      provide: SilenceStore,
      inject: [REDIS, KEYS],
      useFactory: (redis: Redis, keys: KeySpace) => new SilenceStore(redis, keys),
    },
    {
      provide: HeldStore,
      inject: [REDIS, KEYS],
      useFactory: (redis: Redis, keys: KeySpace) => new HeldStore(redis, keys),
    },
    {
      provide: SilenceDesk,
      inject: [SilenceStore, IncidentStore, NotificationStore],
      useFactory: (...parts: [SilenceStore, IncidentStore, NotificationStore]) => new SilenceDesk(...parts),
    },
    {
      provide: NotificationStore,
      inject: [REDIS, KEYS, CONFIG],
      useFactory: (redis: Redis, keys: KeySpace, { timeZone }: AppConfig) => new NotificationStore(redis, keys, timeZone),
    },
    {
      provide: Notifier,
      inject: [
        IncidentStore,
        NotificationStore,
        SilenceStore,
        CHANNELS,
        CATALOGUE,
        CLOCK,
        CONFIG,
        ACCESS_STORE,
        REDIS,
        KEYS,
        REDIS_ADDRESS,
        LOG,
        NotificationMetrics,
      ],
      useFactory: makeNotifier,
    },
  ],
  exports: [NotificationStore],
})
export class NotificationsModule implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(
    private readonly notifier: Notifier,
    @Inject(CHANNELS) private readonly opened: OpenedChannels,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  onApplicationBootstrap(): void {
    for (const { id, reason } of this.opened.closed) this.log.warn({ channel: id }, `channel ${id} tells nobody: ${reason.en}`);
    this.notifier.start();
  }

  onApplicationShutdown(): Promise<void> {
    return this.notifier.stop();
  }
}
