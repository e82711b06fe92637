/**
 * Keeps pages for use without a network. Online every page comes from the network, so that readers
 * see the newest; offline from a cache that holds one build only, and all that is kept of it. What
 * is fetched of a newer build goes into a cache of its own, which takes the old one's place once it
 * is whole. The worker is the same for all builds: while a browser puts one worker in another's
 * place, pages wait for a second, and some for half a minute.
 *
 * @typedef {"checklists" | "pages" | "a4" | "letter"} Kind pages, or the sheets on a size of paper
 * @typedef {Record<string, Kind[]>} Wishes what is to be kept of each locale
 * @typedef {{name: string, wishes: Wishes}} Kept a cache, and what is kept there
 * @typedef {{build: string, assets: string[], kept: Record<string, Partial<Record<Kind, string[]>>>}} Listed
 */
const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));
const SCOPE = new URL("./", location.href);
const OURS = `stegvis ${SCOPE.pathname} `;
/** Files are fetched so many at once: fewer than the connections that a browser opens to a host. */
const FEW = 4;
/** Whether the reader wants nothing kept any more. */
let isOff = false;
/** Where a cache that is whole notes what is kept there. */
const WISHES = new URL(".wishes", SCOPE).href;

/** @returns {Promise<string[]>} the names of the caches of all builds, the newest first */
const builds = async () => (await caches.keys()).filter((name) => name.startsWith(OURS)).reverse();

/** @type {Kept} */
const NOTHING = { name: "", wishes: {} };

/** @returns {Promise<Kept>} the cache that pages come from; one without a name if none is whole */
async function kept() {
  for (const name of await builds()) {
    const wishes = await caches.match(WISHES, { cacheName: name });
    if (wishes) return { name, wishes: await wishes.json() };
  }
  return NOTHING;
}

/** @param {string} path @returns {Promise<any>} what the site tells there now */
async function told(path) {
  const answer = await fetch(new URL(path, SCOPE), { cache: "no-store" });
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer.json();
}

/** @returns {Promise<string>} the name of the cache of the build that the site has now */
const current = async () => OURS + (await told("build.json")).build;

/** @param {string} url @returns {Promise<{url: string, file: Response}>} what is there now, read to its end */
async function fetched(url) {
  const answer = await fetch(url, { cache: "no-cache" });
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  return { url, file: new Response(await answer.blob(), answer) };
}

/**
 * Keeps what is wished for of the build that the site has now.
 * @param {Wishes} wishes
 * @param {(name: string) => Promise<void>} tell after every few files
 */
async function keep(wishes, tell) {
  /** @type {Listed} */
  const site = await told("offline.json");
  const name = OURS + site.build;
  const cache = await caches.open(name);
  const there = new Set((await cache.keys()).map(({ url }) => url));
  const paths = Object.entries(wishes).flatMap(([locale, kinds]) => kinds.flatMap((kind) => site.kept[locale]?.[kind] ?? []));
  const urls = new Set([...site.assets, ...paths].map((path) => new URL(path, SCOPE).href));
  const missing = [...urls].filter((url) => !there.has(url));
  for (let start = 0; start < missing.length; start += FEW) {
    const few = await Promise.all(missing.slice(start, start + FEW).map(fetched));
    if (isOff || (await current()) !== name) throw new Error("no longer wanted, or of two builds");
    await Promise.all(few.map(({ url, file }) => cache.put(url, file)));
    await tell(name);
  }
  await cache.put(WISHES, new Response(JSON.stringify(wishes)));
  for (const other of await builds()) if (other !== name) await caches.delete(other);
}

worker.addEventListener("activate", (event) => event.waitUntil(worker.clients.claim()));

/** @param {FetchEvent} event a page: from the network, and into the cache if it is of its build; else from the cache */
async function page(event) {
  const url = new URL(event.request.url);
  url.search = url.hash = "";
  const before = kept().catch(() => NOTHING);
  try {
    // What the browser itself remembers of a page may be of an earlier build.
    const answer = await fetch(event.request, { cache: "no-cache" });
    if (answer.status === 200) event.waitUntil(remember(url.href, answer.clone(), before));
    return answer;
  } catch (error) {
    const { name } = await kept();
    const found = name && (await caches.match(url.href, { cacheName: name }));
    if (found) return found;
    throw error;
  }
}

/**
 * Other things may stand below the site's path: what is in no language that is kept is not the site's.
 * @param {string} url
 * @param {Response} answer
 * @param {Promise<Kept>} before it was asked for
 */
async function remember(url, answer, before) {
  const { name, wishes } = await before;
  const [locale = ""] = url.slice(SCOPE.href.length).split("/");
  const isOurs = name && (url === SCOPE.href || Object.hasOwn(wishes, locale));
  if (isOurs && (await current()) === name && !isOff) await (await caches.open(name)).put(url, answer);
}

/** @param {Request} request whose address changes with its content */
const asset = async (request) => (await caches.match(request.url).catch(() => undefined)) ?? fetch(request);

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || !url.href.startsWith(SCOPE.href)) return;
  const path = url.href.slice(SCOPE.href.length);
  if (path.startsWith("assets/")) event.respondWith(asset(request));
  else if (request.mode === "navigate" || /(\/|\.pdf)$/.test(url.pathname)) event.respondWith(page(event));
});

/** Wishes are done one after the other, so that none overwrites another. */
let turn = Promise.resolve();

worker.addEventListener("message", (event) => {
  isOff = event.data === "off";
  event.waitUntil(isOff ? forgotten(event) : wished(event));
});

/** @param {ExtendableMessageEvent} event tells its port when nothing is kept any more */
function forgotten({ ports }) {
  const forget = async () => {
    await worker.registration.unregister();
    for (const name of await builds()) await caches.delete(name);
  };
  turn = turn.then(forget).catch(() => undefined);
  return turn.then(() => ports[0]?.postMessage("off"));
}

/** @param {ExtendableMessageEvent} event tells the page what is kept, and keeps what it wishes for */
function wished({ data, source }) {
  /** @type {{locale: string, kind?: Kind}} */
  const { locale, kind = "checklists" } = data;
  /** @param {string} name of a cache @param {{isDone?: boolean, isWhole?: boolean}} [more] */
  const tell = async (name, more) => {
    const requests = (await caches.has(name).catch(() => false)) ? await (await caches.open(name)).keys() : [];
    const [pages, sheets] = ["/", ".pdf"].map((end) => requests.filter(({ url }) => url.endsWith(end)).length);
    source?.postMessage({ build: name.slice(OURS.length), pages, sheets, ...more });
  };
  const answer = async () => {
    const { name, wishes } = await kept();
    const kinds = wishes[locale] ?? [];
    const isKept = kinds.includes(kind);
    const now = await current().catch(() => (isKept ? name : ""));
    if (!isKept || now !== name) await keep(isKept ? wishes : { ...wishes, [locale]: [...kinds, kind] }, tell);
    await tell((await kept()).name, { isDone: true, isWhole: true });
  };
  const failed = async () => tell((await kept().catch(() => NOTHING)).name, { isDone: true, isWhole: false });
  turn = turn.then(answer).catch(failed).catch(() => undefined);
  return turn;
}
