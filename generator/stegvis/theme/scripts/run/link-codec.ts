/**
 * Texts as the fragment of an address. Compressed where the browser can; `1` or `0` before the text says
 * whether it is. Pure.
 */

/** The most characters of a fragment; mail and chat programs cut what is much longer. */
export const MAX_FRAGMENT_LENGTH = 8000;
/** The most bytes of a fragment after decompression. */
const MAX_BYTES = 1_000_000;

/** @throws RangeError if there are more than {@link MAX_BYTES} */
async function readAll(stream: ReadableStream<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (const reader = stream.getReader(); ; ) {
    const { done, value } = await reader.read();
    if (done) break;
    chunks.push(value);
    size += value.length;
    if (size > MAX_BYTES) {
      await reader.cancel();
      throw new RangeError("the link holds more than a run");
    }
  }
  const bytes = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.length;
  }
  return bytes;
}

const pipe = (bytes: Uint8Array<ArrayBuffer>, through: GenericTransformStream): Promise<Uint8Array> =>
  readAll(new Blob([bytes]).stream().pipeThrough(through));

/** Base64 for addresses (RFC 4648, section 5), without padding. */
const toBase64Url = (bytes: Uint8Array): string =>
  btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "");

const fromBase64Url = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));

/** Returns the fragment, or an empty text if it would be too long. */
export async function encodeFragment(text: string): Promise<string> {
  const bytes = new TextEncoder().encode(text);
  if (bytes.length > MAX_BYTES) return "";
  const fragment =
    typeof CompressionStream === "undefined"
      ? `0${toBase64Url(bytes)}`
      : `1${toBase64Url(await pipe(bytes, new CompressionStream("deflate-raw")))}`;
  return fragment.length > MAX_FRAGMENT_LENGTH ? "" : fragment;
}

/**
 * Returns the text of a fragment.
 * @throws RangeError if the text is too long, another Error if it is not such a fragment
 */
export async function decodeFragment(fragment: string): Promise<string> {
  const bytes = fromBase64Url(fragment.slice(1));
  const content = fragment[0] === "1" ? await pipe(bytes, new DecompressionStream("deflate-raw")) : bytes;
  return new TextDecoder("utf-8", { fatal: true }).decode(content);
}
