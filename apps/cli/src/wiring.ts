/** Says a text in the language of the person at the terminal. */
export type Say = (ko: string, en: string) => string;

/** What commands are wired to. */
export interface Wiring {
  readonly say: Say;
  /** Gets a command's exit status. */
  readonly done: (status: number) => void;
}
