/** Seals what is kept with a digest, so that a file that a browser or a disk has damaged is never taken for sound. */

const DIGEST = "x-stegvis-digest";

async function digestOf(content: ArrayBuffer): Promise<string> {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", content));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Returns a response, read to its end, with the digest of its content. */
export async function seal(response: Response): Promise<Response> {
  const content = await response.arrayBuffer();
  const headers = new Headers(response.headers);
  headers.set(DIGEST, await digestOf(content));
  return new Response(content, { status: response.status, statusText: response.statusText, headers });
}

/** Returns whether a kept response is what was kept. */
export const isSound = async (response: Response): Promise<boolean> =>
  response.ok && response.headers.get(DIGEST) === (await digestOf(await response.clone().arrayBuffer()));

/** Returns the JSON in a kept response; undefined if there is none, or it is damaged. */
export async function readJson(response: Response | undefined): Promise<unknown> {
  try {
    return response && (await isSound(response)) ? await response.json() : undefined;
  } catch {
    return undefined;
  }
}
