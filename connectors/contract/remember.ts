const REMEMBERED = 5_000;

/** The same pure function, which remembers its last answers by key; files name the same few thousand periods and days row after row. */
export function remembering<Parameters extends readonly unknown[], Answer>(
  keyOf: (...parameters: Parameters) => string,
  compute: (...parameters: Parameters) => Answer,
): (...parameters: Parameters) => Answer {
  const answers = new Map<string, { readonly answer: Answer }>();
  let last: { readonly parameters: Parameters; readonly answer: Answer } | undefined;
  const find = (parameters: Parameters): Answer => {
    const key = keyOf(...parameters);
    const known = answers.get(key);
    if (known !== undefined) return known.answer;
    const answer = compute(...parameters);
    if (answers.size >= REMEMBERED) answers.clear();
    answers.set(key, { answer });
    return answer;
  };
  return (...parameters) => {
    // The row before most often asked the same.
    if (last !== undefined && parameters.every((parameter, index) => parameter === last?.parameters[index])) return last.answer;
    const answer = find(parameters);
    last = { parameters, answer };
    return answer;
  };
}
