const token = document.querySelector('meta[name="sandbox-token"]').content;

/** What the page knows of the team, and who the person in front of it is. */
export const world = { workspace: undefined, user: undefined };

const answer = async (response) => {
  const body = await response.json();
  if (!response.ok) throw new Error(body.problem ?? `The sandbox answered ${response.status}.`);
  return body;
};

/** Asks the sandbox for something, as the present user. */
export const ask = async (name, parameters = {}) => {
  const query = new URLSearchParams({ user: world.user?.id ?? '', ...parameters });
  return answer(await fetch(`/sandbox/${name}?${query}`, { headers: { 'x-sandbox-token': token } }));
};

/** Does something as the present user; the outcome is `{ ok, problem, errors }`. */
export const act = async (name, body) => {
  const headers = { 'x-sandbox-token': token, 'content-type': 'application/json' };
  try {
    return await answer(await fetch(`/sandbox/${name}`, { method: 'POST', headers, body: JSON.stringify({ user: world.user.id, ...body }) }));
  } catch (error) {
    return { ok: false, problem: error.message };
  }
};

/** Uploads a file of the present user: `{ id }`, or `{ problem }`. */
export const sendFile = async (file) => {
  const query = new URLSearchParams({ user: world.user.id, name: file.name });
  try {
    return await answer(await fetch(`/sandbox/upload?${query}`, { method: 'POST', headers: { 'x-sandbox-token': token }, body: file }));
  } catch (error) {
    return { problem: error.message };
  }
};

/** The address of a file's bytes. */
export const fileAddress = (id) => `/sandbox/files/${id}?token=${token}`;

/** Listens to what happens, until the returned function is called. */
export const listen = (onNotice, onState) => {
  const source = new EventSource(`/sandbox/events?${new URLSearchParams({ user: world.user.id, token })}`);
  source.onmessage = (event) => onNotice(JSON.parse(event.data));
  source.onopen = () => onState(true);
  source.onerror = () => onState(false);
  return () => source.close();
};

/** The name of whoever has this id. */
export const nameOf = (id) => {
  const { bot, users } = world.workspace;
  if (id === bot.userId) return bot.name;
  if (id === 'USLACKBOT') return 'Sandbox';
  return users.find((user) => user.id === id)?.realName ?? id;
};

/** The name of a channel, with its sign. */
export const channelNameOf = (id) => {
  const channel = world.workspace.channels.find((entry) => entry.id === id);
  return channel ? `#${channel.name}` : world.workspace.bot.name;
};
