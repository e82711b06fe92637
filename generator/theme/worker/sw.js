/**
 * Keeps pages for use without a network. Online every page comes from the network, so that readers
 * see the newest; offline from the cache, which holds pages of one build only: what is put into it
 * was fetched while the site still told this build's id. Scripts and styles have addresses that
 * change with them, and come from the cache first.
 *
 * @typedef {"checklists" | "pages" | "a4" | "letter"} Kind pages, or the sheets on a size of paper
 * @typedef {Record<string, Kind[]>} Wishes what is to be kept of each locale
 * @typedef {{build: string, assets: string[], kept: Record<string, Partial<Record<Kind, string[]>>>}} Listed
 */
const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));
const BUILD = "@BUILD@";
const SCOPE = new URL("./", location.href);
const OURS = `stegvis ${SCOPE.pathname} `;
const CACHE = OURS + BUILD;
/** Where the cache notes what is to be kept. */
const WISHES = new URL(".wishes", SCOPE).href;

const open = () => caches.open(CACHE);

/** @returns {Promise<string>} the build that the site has now; nothing where that can't be known */
async function current() {
  try {
    const answer = await fetch(new URL("build.json", SCOPE), { cache: "no-store" });
    return answer.ok ? (await answer.json()).build : "";
  } catch {
    return "";
  }
}

/** @returns {Promise<Wishes>} */
async function wishes() {
  const names = (await caches.keys()).filter((name) => name.startsWith(OURS));
  for (const name of [CACHE, ...names]) {
    const found = await (await caches.open(name)).match(WISHES);
    if (found) return found.json();
  }
  return {};
}

/**
 * Fetches what is wanted and not yet there.
 * @param {Wishes} wanted
 * @param {() => Promise<void>} [told] after every few files
 * @returns {Promise<boolean>} whether the site was, and is, of this build
 */
async function fill(wanted, told) {
  const cache = await open();
  /** @type {Listed} */
  const site = await (await fetch(new URL("offline.json", SCOPE), { cache: "no-store" })).json();
  if (site.build !== BUILD) return false;
  const paths = Object.entries(wanted).flatMap(([locale, kinds]) => kinds.flatMap((kind) => site.kept[locale]?.[kind] ?? []));
  const there = new Set((await cache.keys()).map(({ url }) => url));
  const urls = [...site.assets, ...paths].map((path) => new URL(path, SCOPE).href);
  const missing = [...new Set(urls)].filter((url) => !there.has(url));
  while (missing.length) {
    await Promise.all(
      missing.splice(0, 6).map(async (url) => {
        const page = await fetch(url, { cache: "no-cache" });
        if (page.ok) await cache.put(url, page);
      }),
    );
    await told?.();
  }
  const build = await current();
  if (!build) throw new Error("the network is gone");
  if (build === BUILD) await cache.put(WISHES, new Response(JSON.stringify(wanted)));
  return build === BUILD;
}

/**
 * Fills the cache, or empties it where it would hold two builds.
 * @param {Wishes} wanted
 * @param {() => Promise<void>} told
 */
async function keep(wanted, told) {
  if (await fill(wanted, told)) return;
  const kept = await open();
  for (const request of await kept.keys()) if (request.url !== WISHES) await kept.delete(request);
}

worker.addEventListener("install", (event) => {
  const ready = async () => {
    const wanted = await wishes();
    if (Object.keys(wanted).length && !(await fill(wanted))) throw new Error("the site is being replaced");
    await worker.skipWaiting();
  };
  event.waitUntil(ready());
});

/** Deletes the caches of other builds; their workers may still have written to them lately. */
async function tidy() {
  const names = (await caches.keys()).filter((name) => name.startsWith(OURS) && name !== CACHE);
  await Promise.all(names.map((name) => caches.delete(name)));
}

worker.addEventListener("activate", (event) => event.waitUntil(tidy().then(() => worker.clients.claim())));

/** @param {FetchEvent} event a page: from the network, and into the cache if it is of this build; else from the cache */
async function page(event) {
  const url = new URL(event.request.url);
  url.search = "";
  try {
    const answer = await fetch(event.request);
    if (answer.status === 200) event.waitUntil(remember(url.href, answer.clone()));
    return answer;
  } catch (error) {
    const kept = await (await open()).match(url.href);
    if (kept) return kept;
    throw error;
  }
}

/** @param {string} url @param {Response} answer */
async function remember(url, answer) {
  if ((await current()) === BUILD) await (await open()).put(url, answer);
}

/** @param {Request} request */
async function asset(request) {
  const cache = await open();
  const kept = await cache.match(request);
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok) await cache.put(request, answer.clone());
  return answer;
}

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
  /** @type {{locale?: string, kind?: Kind}} */
  const { locale, kind = "checklists" } = event.data ?? {};
  /** @param {{isDone?: boolean, isWhole?: boolean}} [more] */
  const tell = async (more) => {
    const urls = (await (await open()).keys()).map(({ url }) => url);
    const [pages, sheets] = ["/", ".pdf"].map((end) => urls.filter((url) => url.endsWith(end)).length);
    event.source?.postMessage({ build: BUILD, pages, sheets, ...more });
  };
  const answer = async () => {
    if (worker.registration.active?.state === "activated" && (await current()) === BUILD) await tidy();
    const wanted = await wishes();
    const kinds = (locale && wanted[locale]) || [];
    if (locale && !kinds.includes(kind)) await keep({ ...wanted, [locale]: [...kinds, kind] }, tell);
    await tell({ isDone: true, isWhole: true });
  };
  turn = turn.then(answer).catch(() => tell({ isDone: true, isWhole: false }));
  event.waitUntil(turn);
});
