import { Injectable } from '@nestjs/common';

/** Label names and values of one series. */
export type Labels = Readonly<Record<string, string>>;

/** One number of several of the same name. */
export interface Sample {
  readonly labels: Labels;
  readonly value: number;
}

/** A number that only grows. */
export class Counter {
  private readonly values = new Map<string, number>();

  /** Adds to the series of these labels. */
  add(amount: number, labels: Labels = {}): void {
    const key = formatLabels(labels);
    this.values.set(key, (this.values.get(key) ?? 0) + amount);
  }

  /** @returns the series as lines */
  render(name: string): string[] {
    if (this.values.size === 0) return [`${name} 0`];
    return [...this.values].map(([labels, value]) => `${name}${labels} ${value}`);
  }
}

/** How often values fell below each of some bounds. Unit: that of the bounds, by Prometheus' custom seconds. */
export class Histogram {
  private readonly buckets: number[];
  private sum = 0;
  private count = 0;

  constructor(private readonly bounds: readonly number[]) {
    this.buckets = bounds.map(() => 0);
  }

  observe(value: number): void {
    this.sum += value;
    this.count++;
    const at = this.bounds.findIndex((bound) => value <= bound);
    if (at >= 0) this.buckets[at] = (this.buckets[at] ?? 0) + 1;
  }

  /** @returns the series as lines */
  render(name: string): string[] {
    let below = 0;
    const buckets = this.bounds.map((bound, i) => `${name}_bucket{le="${bound}"} ${(below += this.buckets[i] ?? 0)}`);
    return [...buckets, `${name}_bucket{le="+Inf"} ${this.count}`, `${name}_sum ${this.sum}`, `${name}_count ${this.count}`];
  }
}

interface Metric {
  readonly name: string;
  readonly type: 'counter' | 'gauge' | 'histogram';
  readonly help: string;
  readonly render: () => readonly string[];
}

function escapeValue(value: string): string {
  return value.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\n/g, '\\n');
}

function formatLabels(labels: Labels): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escapeValue(value)}"`);
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}

/** Time bounds for things that take milliseconds, in seconds. */
export const SECONDS_BOUNDS = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10];

/** What the server tells of its own health, as Prometheus reads it (text format 0.0.4). */
@Injectable()
export class Metrics {
  private readonly metrics: Metric[] = [];

  counter(name: string, help: string): Counter {
    const counter = new Counter();
    this.metrics.push({ name, type: 'counter', help, render: () => counter.render(name) });
    return counter;
  }

  histogram(name: string, help: string, bounds: readonly number[] = SECONDS_BOUNDS): Histogram {
    const histogram = new Histogram(bounds);
    this.metrics.push({ name, type: 'histogram', help, render: () => histogram.render(name) });
    return histogram;
  }

  /** A number that is read when somebody asks; left out while there is none. */
  gauge(name: string, help: string, read: () => number | undefined): void {
    const render = (): string[] => {
      const value = read();
      return value === undefined || Number.isNaN(value) ? [] : [`${name} ${value}`];
    };
    this.metrics.push({ name, type: 'gauge', help, render });
  }

  /** Several numbers of one name that are read when somebody asks. */
  gauges(name: string, help: string, read: () => readonly Sample[]): void {
    this.metrics.push({
      name,
      type: 'gauge',
      help,
      render: () => read().map(({ labels, value }) => `${name}${formatLabels(labels)} ${value}`),
    });
  }

  /** All of it as text. */
  render(): string {
    const lines = this.metrics.flatMap(({ name, type, help, render }) => [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...render()]);
    return `${lines.join('\n')}\n`;
  }
}
