/** What a validation has found so far, and what it needs to know about the world. */
export interface Report {
  readonly problems: string[];
  /** Says whether a `slack_file` can be shown: it exists and its processing is over. */
  readonly fileUsable: (file: Fields) => boolean;
}

/** An object of unknown content. */
export type Fields = Readonly<Record<string, unknown>>;

/** Looks at one value and adds what is wrong with it to the report, with its JSON pointer. */
export type Check = (value: unknown, pointer: string, report: Report) => void;

/** Says whether a value is an object (no array, no null). */
export const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value when it is an object, else an empty one. */
export const fieldsOf = (value: unknown): Fields => (isFields(value) ? value : {});

/** The value when it is a list, else an empty one. */
export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** Adds one problem in Slack's form: the sentence and the place. */
export const problem = (report: Report, pointer: string, sentence: string): void => {
  report.problems.push(`${sentence} [json-pointer:${pointer}]`);
};

/** A string of `least` to `most` characters. */
export const text =
  (most: number, least = 1): Check =>
  (value, pointer, report) => {
    if (typeof value !== 'string') return problem(report, pointer, 'must provide a string');
    if (value.length > most) problem(report, pointer, `must be less than ${most + 1} characters`);
    if (value.length < least) problem(report, pointer, `must be more than ${least - 1} characters`);
  };

/** A string of a given form. */
export const pattern =
  (form: RegExp, sentence: string): Check =>
  (value, pointer, report) => {
    if (typeof value !== 'string' || !form.test(value)) problem(report, pointer, sentence);
  };

/** True or false. */
export const flag: Check = (value, pointer, report) => {
  if (typeof value !== 'boolean') problem(report, pointer, 'must provide a boolean');
};

/** A number from `least` to `most`. */
export const number =
  (least = Number.NEGATIVE_INFINITY, most = Number.POSITIVE_INFINITY): Check =>
  (value, pointer, report) => {
    if (typeof value !== 'number' || !Number.isFinite(value)) return problem(report, pointer, 'must provide a number');
    if (value > most) problem(report, pointer, `must be less than or equal to ${most}`);
    if (value < least) problem(report, pointer, `must be greater than or equal to ${least}`);
  };

/** One of the listed words. */
export const oneOf =
  (...words: readonly string[]): Check =>
  (value, pointer, report) => {
    if (typeof value !== 'string' || !words.includes(value)) problem(report, pointer, `must be a valid enum value: ${words.join(', ')}`);
  };

/** Anything. */
export const anything: Check = () => undefined;

/** A list of `least` to `most` items. */
export const list =
  (item: Check, most: number, least = 1): Check =>
  (value, pointer, report) => {
    if (!Array.isArray(value)) return problem(report, pointer, 'must provide an array');
    if (value.length > most) problem(report, pointer, `no more than ${most} items allowed`);
    if (value.length < least) problem(report, pointer, `no less than ${least} items allowed`);
    value.forEach((entry, index) => {
      item(entry, `${pointer}/${index}`, report);
    });
  };

/** An object with these fields and no other. */
export const object =
  (required: Readonly<Record<string, Check>>, optional: Readonly<Record<string, Check>> = {}): Check =>
  (value, pointer, report) => {
    if (!isFields(value)) return problem(report, pointer, 'must provide an object');
    const checks = new Map([...Object.entries(required), ...Object.entries(optional)]);
    for (const name of Object.keys(required)) if (value[name] === undefined) problem(report, pointer, `missing required field: ${name}`);
    for (const [name, entry] of Object.entries(value)) {
      const check = checks.get(name);
      if (check) check(entry, `${pointer}/${name}`, report);
      else problem(report, pointer, `invalid additional property: ${name}`);
    }
  };

/** An object whose `type` chooses its check. */
export const byType =
  (checks: Readonly<Record<string, Check>>): Check =>
  (value, pointer, report) => {
    if (!isFields(value)) return problem(report, pointer, 'must provide an object');
    const type = typeof value.type === 'string' ? value.type : '';
    const check = Object.hasOwn(checks, type) ? checks[type] : undefined;
    if (check) check(value, pointer, report);
    else problem(report, `${pointer}/type`, `unsupported type: ${type}`);
  };

/** All of several checks. */
export const all =
  (...checks: readonly Check[]): Check =>
  (value, pointer, report) => {
    for (const check of checks) check(value, pointer, report);
  };

/** Exactly one of these fields must be there. */
export const exactlyOneOf =
  (...names: readonly string[]): Check =>
  (value, pointer, report) => {
    if (names.filter((name) => fieldsOf(value)[name] !== undefined).length !== 1)
      problem(report, pointer, `must provide exactly one of: ${names.join(', ')}`);
  };
