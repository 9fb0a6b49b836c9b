/** Somebody whom the configuration names. */
export interface NamedPerson {
  readonly id: string;
  readonly slack: string;
  readonly name: string;
}

/** The name of a person by their id in the configuration or in Slack; the id where nobody has it. */
export const nameOfPerson = (id: string, people: readonly NamedPerson[]): string =>
  people.find((person) => person.id === id || person.slack === id)?.name ?? id;
