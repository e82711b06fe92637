/** What the preview's data file of a locale says of each message; generator/stegvis writes it. */

export interface Finding {
  code: string;
  message: string;
  hint: string;
  severity: string;
}

export interface Term {
  term: string;
  meaning: string;
  forms: string[];
  forbidden: string[];
  /** Whether the term is not translated. */
  keep: boolean;
}

export interface Message {
  key: string;
  state: string;
  standing: string;
  source: string;
  words: string;
  /** Stretches of the English text: `same`, `gone` or `new` since it was translated, and the stretch. */
  difference: [kind: string, text: string][];
  context: string[];
  notes: string[];
  terms: Term[];
  findings: Finding[];
  path: string;
  line: number;
  entry: string;
}

export interface MessageData {
  /** The texts of the view itself. */
  words: Record<string, string>;
  /** By key. */
  messages: Record<string, Message>;
}

export async function fetchMessageData(locale: string): Promise<MessageData> {
  const response = await fetch(new URL(`${locale}.json`, import.meta.url), { cache: "no-store" });
  return response.json();
}
