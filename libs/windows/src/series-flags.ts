/** A yes or no per series, decided once when it is asked for first. */
export class SeriesFlags {
  private answers = new Uint8Array(1024);

  constructor(private readonly decide: (series: number) => boolean) {}

  of(series: number): boolean {
    if (series >= this.answers.length) {
      const grown = new Uint8Array(Math.max(series + 1, this.answers.length * 2));
      grown.set(this.answers);
      this.answers = grown;
    }
    const known = this.answers[series];
    if (known !== 0) return known === 2;
    const answer = this.decide(series);
    this.answers[series] = answer ? 2 : 1;
    return answer;
  }
}
