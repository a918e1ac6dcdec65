import { amountOf, noteAmount } from './amounts.js';
import { AttemptTable, FLAG } from './attempt-table.js';
import { ChangedRows } from './changed-rows.js';
import type { AttemptRules } from './course.js';
import { Knowledge, type CompareValues } from './knowledge.js';
import { Lifetimes } from './lifetimes.js';
import { note } from './note.js';
import { STALLED } from './outcome.js';
import { Pace } from './pace.js';
import { Purchases, rolesOf } from './purchases.js';
import type { AttemptReport } from './report.js';
import { settle, standingOf, timeOut, timeOutsOf, type Standing, type TimeOuts } from './settle.js';
import { EMPTY, Slots, unitNumber } from './slots.js';
import { Timers } from './timers.js';
import { ABSENT } from './tuple-table.js';

/** How an attempt's counts change: what it was counted as with which values, and what it is counted as now. */
export interface AttemptChange {
  readonly row: number;
  readonly before: Slots;
  readonly after: Slots;
  readonly leafBefore: number;
  readonly leafAfter: number;
  /** What it is worth, in smallest units; NO_AMOUNT where nobody has said. */
  readonly amountBefore: number;
  readonly amountAfter: number;
}

/** What following attempts depends on. */
export interface AttemptSettings {
  /** Most dimensions and most stages any journey has. */
  readonly width: number;
  readonly stride: number;
  readonly rulesOf: (scope: number) => AttemptRules;
  readonly compareValues: CompareValues;
  /** Called with every change; its slots are good until it returns. */
  readonly onChange: (change: AttemptChange) => void;
}

const MINUTE = 60;

/**
 * Every attempt that can still change, whoever reports it and in whichever order: what of it counts is the same. Time is
 * that of the log, so reading the log again gives the same state.
 */
export class Attempts {
  readonly table: AttemptTable;
  readonly knowledge: Knowledge;
  readonly pace = new Pace();
  readonly changed: ChangedRows;
  /** What went wrong, by place (row × stride + stage). */
  readonly errors = new Map<number, number>();
  /** Attempts under way and not stalled, by scope. */
  readonly open = new Map<number, number>();
  /** Attempts that were heard of too late, since the start, to know whether they were counted before; by scope. */
  readonly strays = new Map<number, number>();
  /** Called with every attempt that is let go because nothing can come of it any more, while it can still be read. */
  onLeave: (row: number) => void = () => undefined;
  private readonly purchases: Purchases;
  private readonly lifetimes: Lifetimes;
  private readonly timers = new Timers();
  private readonly before: Slots;
  private readonly after: Slots;
  /** The slots of a whole attempt's start and outcome. */
  private readonly whole: number;

  constructor(private readonly settings: AttemptSettings) {
    const { width, stride, compareValues } = settings;
    this.table = new AttemptTable(stride);
    this.knowledge = new Knowledge(this.table, width, compareValues);
    this.purchases = new Purchases(this.table);
    this.lifetimes = new Lifetimes(this.table);
    this.changed = new ChangedRows(this.table);
    this.before = new Slots(stride);
    this.after = new Slots(stride);
    this.whole = 2 * unitNumber('attempt', stride);
  }

  get size(): number {
    return this.table.size;
  }

  /** Takes in what an event says. `known`: its values by dimension; `clock`: the log's, in seconds since the epoch. */
  report(report: AttemptReport, known: Int32Array, clock: number): void {
    const { table, knowledge } = this;
    const rules = this.settings.rulesOf(report.scope);
    const row = this.rowOf(report, rules, clock);
    const leafBefore = table.leaf[row] ?? 0;
    const amountBefore = amountOf(table, row);
    this.before.take(table, row);
    const moved = knowledge.learn(row, report, known, rules);
    noteAmount(table, row, report);
    this.note(row, report, rules);
    const standing = settle(table, row, rules);
    this.tell(row, leafBefore, amountBefore);
    if (moved) knowledge.leaves.release(leafBefore);
    this.purchases.join(row, report.purchaseHigh, report.purchaseLow);
    this.assignRoles(row);
    this.lifetimes.touch(row, Math.ceil(clock / MINUTE) + rules.reviseMinutes);
    this.schedule(row, rules, standing);
  }

  /** Says what time has changed by `clock` (seconds since the epoch), and lets go of what is over. */
  sweep(clock: number): void {
    this.timers.sweep(clock, (row, now) => this.wake(row, now));
    const neededUntil = (row: number): number =>
      [row, ...this.purchases.of(row)].reduce((until, each) => Math.max(until, this.table.keepUntil[each] ?? 0), 0);
    this.lifetimes.expire(Math.floor(clock / MINUTE), neededUntil, (row) => {
      this.onLeave(row);
      this.drop(row, false);
    });
  }

  /** Goes on from a stored state that was swept up to `clock`. */
  startAt(clock: number): void {
    this.timers.startAt(clock);
  }

  /** Takes a row that was read back into service. */
  restored(row: number): void {
    const { table } = this;
    const high = table.purchaseHigh[row] ?? 0;
    const low = table.purchaseLow[row] ?? 0;
    table.purchaseHigh[row] = 0;
    table.purchaseLow[row] = 0;
    this.purchases.join(row, high, low);
    this.countOpen(row, this.before.clear(), this.after.take(table, row));
    this.changed.add(row);
    this.lifetimes.add(row);
    const rules = this.settings.rulesOf(table.scope[row] ?? 0);
    this.schedule(row, rules, standingOf(table, row, rules));
  }

  /** Forgets an attempt for good. Its counts stay. @returns whether it was known */
  erase(high: number, low: number): boolean {
    const row = this.table.find(high, low);
    if (row !== ABSENT) this.drop(row, true);
    return row !== ABSENT;
  }

  /** Lets go of an attempt. */
  drop(row: number, forGood: boolean): void {
    const { table } = this;
    this.countOpen(row, this.before.take(table, row), this.after.clear());
    this.purchases.leave(row);
    this.knowledge.forget(row);
    for (let stage = 0; stage < table.stride; stage++) this.errors.delete(row * table.stride + stage);
    this.changed.remove(row, forGood);
    table.remove(row);
  }

  private rowOf(report: AttemptReport, { reviseMinutes }: AttemptRules, clock: number): number {
    const { table } = this;
    const known = table.find(report.high, report.low);
    if (known !== ABSENT) return known;
    const row = table.make(report.high, report.low);
    table.scope[row] = report.scope;
    const isStray = !report.backfill && clock - report.second > reviseMinutes * MINUTE;
    if (isStray) this.strays.set(report.scope, (this.strays.get(report.scope) ?? 0) + 1);
    table.flags[row] = (report.backfill ? FLAG.backfill : 0) | (isStray ? FLAG.stray : 0);
    table.storedIn[row] = Math.floor(clock / MINUTE);
    table.keepUntil[row] = Math.ceil(clock / MINUTE) + reviseMinutes;
    this.knowledge.begin(row);
    this.changed.add(row);
    this.lifetimes.add(row);
    return row;
  }

  private note(row: number, report: AttemptReport, { paceBy }: AttemptRules): void {
    const { stands, took } = note(this.table, row, report);
    const place = row * this.table.stride + report.stage;
    if (report.error !== 0 && (stands || !this.errors.has(place))) this.errors.set(place, report.error);
    if (took === undefined || report.backfill) return;
    this.pace.add({ scope: report.scope, stage: report.stage, value: this.valueAt(row, paceBy) }, took);
  }

  /** Says how the row's counts differ from what was taken down before. */
  private tell(row: number, leafBefore = this.table.leaf[row] ?? 0, amountBefore = amountOf(this.table, row)): void {
    const { before, after, table } = this;
    after.take(table, row);
    this.countOpen(row, before, after);
    this.changed.mark(row);
    const leafAfter = table.leaf[row] ?? 0;
    this.settings.onChange({ row, before, after, leafBefore, leafAfter, amountBefore, amountAfter: amountOf(table, row) });
  }

  private countOpen(row: number, before: Slots, after: Slots): void {
    const change = Number(this.isUnderWay(after)) - Number(this.isUnderWay(before));
    const scope = this.table.scope[row] ?? 0;
    if (change !== 0) this.open.set(scope, (this.open.get(scope) ?? 0) + change);
  }

  /** Begun, not ended, and not waiting for longer than is usual: most of those that wait so long have left without a word. */
  private isUnderWay({ column }: Slots): boolean {
    return column[this.whole] !== EMPTY && column[this.whole + 1] === EMPTY && !column.includes(STALLED);
  }

  private assignRoles(row: number): void {
    const { table } = this;
    const rows = this.purchases.of(row);
    const roles = rows.length === 0 ? [] : rolesOf(table, rows);
    rows.forEach((each, i) => {
      const flags = ((table.flags[each] ?? 0) & ~(FLAG.retry | FLAG.superseded)) | (roles[i] ?? 0);
      if (flags === table.flags[each]) return;
      this.before.take(table, each);
      table.flags[each] = flags;
      this.tell(each);
    });
  }

  private wake(row: number, now: number): void {
    const { table } = this;
    const due = table.due[row] ?? 0;
    if (due === 0 || due > now || !table.has(row)) return;
    const rules = this.settings.rulesOf(table.scope[row] ?? 0);
    const standing = standingOf(table, row, rules);
    const outs = this.timeOuts(row, rules, standing);
    table.due[row] = 0;
    if (outs.endsAt === 0) return;
    this.before.take(table, row);
    timeOut(table, row, standing, { ...outs, now });
    this.tell(row);
    this.assignRoles(row);
    this.schedule(row, rules, standing);
  }

  private timeOuts(row: number, rules: AttemptRules, standing: Standing): TimeOuts {
    return timeOutsOf(this.table, row, rules, { standing, usual: (stage) => this.usual(row, stage, rules) });
  }

  private schedule(row: number, rules: AttemptRules, standing: Standing): void {
    const { table } = this;
    const { stallsAt, endsAt } = this.timeOuts(row, rules, standing);
    const due = stallsAt === 0 ? endsAt : stallsAt;
    if (endsAt !== 0) this.lifetimes.touch(row, Math.ceil(endsAt / MINUTE) + rules.reviseMinutes);
    if (due === table.due[row]) return;
    table.due[row] = due;
    if (due !== 0) this.timers.set(row, due);
  }

  private usual(row: number, stage: number, { usual, paceBy }: AttemptRules): number {
    return this.pace.usual(this.table.scope[row] ?? 0, stage, this.valueAt(row, paceBy)) ?? usual[stage] ?? 0;
  }

  private valueAt(row: number, position: number): number {
    return position < 0 ? 0 : this.knowledge.leaves.at(this.table.leaf[row] ?? 0, position);
  }
}
