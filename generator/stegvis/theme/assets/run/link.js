/**
 * A run as the fragment of an address, which no browser sends to a server. Compressed where the
 * browser can; `1` or `0` before the text says whether it is.
 *
 * @typedef {import("./merge.js").Run} Run
 */
import { read, write } from "./record.js";

/** The most characters of a fragment; mail and chat programs cut what is much longer. */
export const LONGEST = 8000;
/** The most characters that a fragment may unfold to. */
const LARGEST = 1_000_000;

/** @param {ReadableStream<Uint8Array>} stream @returns {Promise<Uint8Array>} */
async function collected(stream) {
  const parts = [];
  let size = 0;
  for (const reader = stream.getReader(); ; ) {
    const { done, value } = await reader.read();
    if (done) break;
    parts.push(value);
    size += value.length;
    if (size > LARGEST) {
      await reader.cancel();
      throw new RangeError("the link unfolds to more than a run");
    }
  }
  const all = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** @param {Uint8Array<ArrayBuffer>} bytes @param {GenericTransformStream} through */
const piped = (bytes, through) => collected(new Blob([bytes]).stream().pipeThrough(through));

/** @param {Uint8Array} bytes */
const toText = (bytes) =>
  btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "");

/** @param {string} text @returns {Uint8Array<ArrayBuffer>} */
const toBytes = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));

/** @param {Run} run @returns {Promise<string>} the fragment, or nothing if it would be too long */
export async function fragment(run) {
  const steps = run.seen.steps.map(([path, revision]) => [path, revision, ""]);
  const short = write([{ ...run, seen: { ...run.seen, steps: /** @type {any} */ (steps) } }]);
  const bytes = new TextEncoder().encode(JSON.stringify(JSON.parse(short)));
  const said =
    typeof CompressionStream === "undefined"
      ? `0${toText(bytes)}`
      : `1${toText(await piped(bytes, new CompressionStream("deflate-raw")))}`;
  return said.length > LONGEST ? "" : said;
}

/**
 * @param {string} said the fragment
 * @param {number} now
 * @returns {Promise<import("./record.js").Read>}
 */
export async function unfolded(said, now) {
  try {
    if (said.length > LONGEST) return { problem: "large", place: "" };
    const bytes = toBytes(said.slice(1));
    const all = said[0] === "1" ? await piped(bytes, new DecompressionStream("deflate-raw")) : bytes;
    return read(new TextDecoder("utf-8", { fatal: true }).decode(all), now);
  } catch {
    return { problem: "foreign", place: "" };
  }
}
