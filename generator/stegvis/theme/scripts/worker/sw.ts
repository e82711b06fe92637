/**
 * Keeps pages for use without a network. Online every page comes from the network, so that readers see the
 * newest; offline from a cache that holds one build only, and all that is kept of it. What is fetched of a
 * newer build goes into a cache of its own, which takes the old one's place once it is whole. The worker is
 * the same for all builds: while a browser puts one worker in another's place, pages wait for a second, and
 * some for half a minute.
 */
import type { KeptReport, PageRequest } from "./messages.ts";
import { isSound, readJson, seal } from "./sealed.ts";
import {
  guessWishes,
  isSheet,
  isSiteIndex,
  isWished,
  isWishes,
  joinWishes,
  listPaths,
  type SiteIndex,
  type Wishes,
} from "./site-index.ts";

declare const self: ServiceWorkerGlobalScope;

/** A cache, and what is kept there. */
interface Kept {
  name: string;
  wishes: Wishes;
}

const SCOPE = new URL("./", location.href);
const PREFIX = `stegvis ${SCOPE.pathname} `;
/** How many files are fetched at once: fewer than the connections that a browser opens to a host. */
const BATCH_SIZE = 4;
/** How many kept files are read to see whether they are sound, each time a page asks for something. */
const INSPECTION_SIZE = 200;
/** Milliseconds after which an asset comes from the network, as the browser's cache doesn't answer. */
const PATIENCE = 3000;
/** Where a cache that is whole notes what is kept there, and the list of what there is. */
const WISHES = new URL(".wishes", SCOPE).href;
const INDEX = new URL("offline.json", SCOPE).href;
const NOTHING: Kept = { name: "", wishes: {} };

const urlOf = (path: string): string => new URL(path, SCOPE).href;

/** Whether the reader wants nothing kept any more. */
let isOff = false;

/** Where the next inspection begins. */
let nextInspected = 0;

/** Returns the names of the caches of all builds, the newest first. */
const cacheNames = async (): Promise<string[]> =>
  (await caches.keys()).filter((name) => name.startsWith(PREFIX)).reverse();

/** Returns what is wished for in a cache that is whole; undefined if it isn't, or the note is damaged. */
async function readWishes(name: string): Promise<Wishes | undefined> {
  const wishes = await readJson(await caches.match(WISHES, { cacheName: name }));
  return isWishes(wishes) ? wishes : undefined;
}

/** Returns the cache that pages come from; one without a name if none is whole. */
async function findKept(): Promise<Kept> {
  for (const name of await cacheNames()) {
    const wishes = await readWishes(name);
    if (wishes) return { name, wishes };
  }
  return NOTHING;
}

/** Returns a sound file from the cache that pages come from, or from any if none is known to be whole. */
async function findFile(url: string, { name }: Kept): Promise<Response | undefined> {
  for (const cacheName of name ? [name] : await cacheNames()) {
    const file = await caches.match(url, { cacheName });
    if (file && (await isSound(file))) return file;
  }
  return undefined;
}

/** Returns whether a cache lacks a file that is wished for, or holds a damaged one; inspects some each time. */
async function isDamaged({ name, wishes }: Kept): Promise<boolean> {
  const site = await readJson(await caches.match(INDEX, { cacheName: name }));
  if (!isSiteIndex(site)) return true;
  const cache = await caches.open(name);
  const present = new Set((await cache.keys()).map(({ url }) => url));
  const urls = listPaths(site, wishes).map(urlOf);
  if (urls.some((url) => !present.has(url))) return true;
  if (nextInspected >= urls.length) nextInspected = 0;
  for (const url of urls.slice(nextInspected, (nextInspected += INSPECTION_SIZE))) {
    const file = await cache.match(url);
    if (!file || !(await isSound(file))) return true;
  }
  return false;
}

/** Returns the content of a JSON file as the site has it now. */
async function fetchJson<T>(path: string): Promise<T> {
  const response = await fetch(new URL(path, SCOPE), { cache: "no-store" });
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return response.json();
}

/** Returns the name of the cache of the build that the site has now. */
const currentCacheName = async (): Promise<string> => PREFIX + (await fetchJson<{ build: string }>("build.json")).build;

/** Returns a file as the site has it now, read to its end and sealed. */
async function fetchWhole(url: string): Promise<{ url: string; file: Response }> {
  const response = await fetch(url, { cache: "no-cache" });
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return { url, file: await seal(response) };
}

/** Returns the URLs of the sound files in a cache. */
async function findSoundUrls(cache: Cache): Promise<Set<string>> {
  const sound = new Set<string>();
  for (const request of await cache.keys()) {
    const file = await cache.match(request);
    if (file && (await isSound(file))) sound.add(request.url);
  }
  return sound;
}

/**
 * Keeps what is wished for of the build that the site has now, and puts sound files in the place of damaged
 * ones; `report` is called after every few files.
 */
async function keep(wanted: Wishes, report: (name: string) => Promise<void>): Promise<void> {
  const site = await fetchJson<SiteIndex>("offline.json");
  if (!isSiteIndex(site)) throw new Error("offline.json is not valid");
  const name = PREFIX + site.build;
  const cache = await caches.open(name);
  const sound = await findSoundUrls(cache);
  const former = (await readWishes(name)) ?? guessWishes(site, (path) => sound.has(urlOf(path)));
  const wishes = joinWishes(former, wanted);
  const missing = listPaths(site, wishes)
    .map(urlOf)
    .filter((url) => !sound.has(url));
  for (let start = 0; start < missing.length; start += BATCH_SIZE) {
    const batch = await Promise.all(missing.slice(start, start + BATCH_SIZE).map(fetchWhole));
    if (isOff || (await currentCacheName()) !== name) throw new Error("no longer wanted, or of two builds");
    await Promise.all(batch.map(({ url, file }) => cache.put(url, file)));
    await report(name);
  }
  for (const [url, value] of [[INDEX, site] as const, [WISHES, wishes] as const])
    await cache.put(url, await seal(new Response(JSON.stringify(value))));
  for (const other of await cacheNames()) if (other !== name) await caches.delete(other);
}

/** Answers with a page: from the network, and into the cache if it is of its build; else from the cache. */
async function answerPage(event: FetchEvent): Promise<Response> {
  const url = new URL(event.request.url);
  url.search = url.hash = "";
  const before = findKept().catch(() => NOTHING);
  try {
    // What the browser itself remembers of a page may be of an earlier build.
    const response = await fetch(event.request, { cache: "no-cache" });
    if (response.status === 200) event.waitUntil(remember(url.href, response.clone(), before));
    return response;
  } catch (error) {
    const cached = await findFile(url.href, await findKept()).catch(() => undefined);
    if (cached) return cached;
    throw error;
  }
}

/**
 * Keeps a page that was read. Other things may stand below the site's path: what is in no language that is
 * kept is not the site's.
 * @param before what was kept before the page was asked for
 */
async function remember(url: string, response: Response, before: Promise<Kept>): Promise<void> {
  const { name, wishes } = await before;
  const [locale = ""] = url.slice(SCOPE.href.length).split("/");
  const isOurs = name && (url === SCOPE.href || Object.hasOwn(wishes, locale));
  if (!isOurs || (await currentCacheName()) !== name || isOff) return;
  await (await caches.open(name)).put(url, await seal(response));
}

/** Answers with an asset, whose address changes with its content: from the cache, if that has it sound and soon. */
async function answerAsset(request: Request): Promise<Response> {
  const late = new Promise<undefined>((done) => setTimeout(done, PATIENCE));
  return (await Promise.race([findFile(request.url, NOTHING).catch(() => undefined), late])) ?? fetch(request);
}

/** Requests of pages are done one after the other, so that none overwrites another's wishes. */
let queue: Promise<unknown> = Promise.resolve();

/** Removes the worker and its caches, and tells the page's port when that is done. */
function forgetAll({ ports }: ExtendableMessageEvent): Promise<void> {
  const forget = async (): Promise<void> => {
    await self.registration.unregister();
    for (const name of await cacheNames()) await caches.delete(name);
  };
  const done = queue.then(forget).catch(() => undefined);
  queue = done;
  return done.then(() => ports[0]?.postMessage("off"));
}

/** Keeps what a page asks for, and reports to it. */
function handleRequest({ data, source }: ExtendableMessageEvent): Promise<unknown> {
  const { locale, kind = "checklists" }: PageRequest = data;
  const report = async (name: string, end?: Pick<KeptReport, "isDone" | "isWhole">): Promise<void> => {
    const requests = (await caches.has(name).catch(() => false)) ? await (await caches.open(name)).keys() : [];
    const paths = requests.map(({ url }) => url.slice(SCOPE.href.length));
    const pages = paths.filter((path) => path.endsWith("/")).length;
    const kept: KeptReport = { build: name.slice(PREFIX.length), pages, sheets: paths.filter(isSheet).length, ...end };
    source?.postMessage(kept);
  };
  const answer = async (): Promise<void> => {
    const kept = await findKept();
    const isKept = isWished(kept.wishes, locale, kind);
    const current = await currentCacheName().catch(() => (isKept ? kept.name : ""));
    const isWhole = isKept && current === kept.name && !(await isDamaged(kept));
    if (!isWhole) await keep(joinWishes(kept.wishes, { [locale]: [kind] }), report);
    await report((await findKept()).name, { isDone: true, isWhole: true });
  };
  const fail = async (): Promise<void> =>
    report((await findKept().catch(() => NOTHING)).name, { isDone: true, isWhole: false });
  queue = queue.then(answer).catch(fail).catch(() => undefined);
  return queue;
}

self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || !url.href.startsWith(SCOPE.href)) return;
  const path = url.href.slice(SCOPE.href.length);
  if (path.startsWith("assets/")) event.respondWith(answerAsset(request));
  else if (request.mode === "navigate" || /(\/|\.pdf)$/.test(url.pathname)) event.respondWith(answerPage(event));
});

self.addEventListener("message", (event) => {
  isOff = event.data === "off";
  event.waitUntil(isOff ? forgetAll(event) : handleRequest(event));
});
