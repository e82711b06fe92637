/** Calendar files: events as iCalendar (RFC 5545), in the forms that Outlook, Google and Apple import. Pure. */
import { addDays, toIso } from "./working-days.ts";

export interface CalendarEvent {
  /** The same whenever the event is saved again: calendars then replace it. */
  uid: string;
  /** Whether it takes a whole day, and not only a moment. */
  isDay: boolean;
  at: Date;
  title: string;
  description: string;
  url: string;
}

/** Octets of a line without its end. */
const LONGEST_LINE = 75;
/** Calendars have years of four digits. */
const LAST_YEAR = 9999;
/** The length of an event at a moment, in milliseconds. */
const QUARTER = 900_000;
/** Nine o'clock on the day before; calendars don't all know alarms after the beginning of an event. */
const DAY_ALARM = "-PT15H";
const TIME_ALARM = "-PT1H";

const encoder = new TextEncoder();

/** Returns a text as a property has it: controls and halves of characters are left out. */
const escapeText = (text: string): string =>
  text
    .replace(/\r\n?/g, "\n")
    .replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029]|\p{Surrogate}/gu, " ")
    .replace(/[\\;,]/g, "\\$&")
    .replaceAll("\n", "\\n");

/** Returns a line, folded between characters. */
function fold(line: string): string {
  let folded = "";
  let length = 0;
  for (const character of line) {
    const size = encoder.encode(character).length;
    if (length + size > LONGEST_LINE) {
      folded += "\r\n ";
      length = 1;
    }
    folded += character;
    length += size;
  }
  return folded;
}

const toBasic = (iso: string): string => iso.replace(/[-:]|\.\d+/g, "");
const dayOf = (moment: Date): string => toBasic(toIso(moment));
const momentOf = (moment: Date): string => toBasic(moment.toISOString());

function* eventLines(event: CalendarEvent, now: Date, sequence: number): Generator<string> {
  const { uid, isDay, at, title, description, url } = event;
  yield "BEGIN:VEVENT";
  yield `UID:${escapeText(uid)}`;
  yield `DTSTAMP:${momentOf(now)}`;
  yield `SEQUENCE:${sequence}`;
  if (isDay) {
    yield `DTSTART;VALUE=DATE:${dayOf(at)}`;
    yield `DTEND;VALUE=DATE:${dayOf(addDays(at, 1))}`;
  } else {
    yield `DTSTART:${momentOf(at)}`;
    yield `DTEND:${momentOf(new Date(at.getTime() + QUARTER))}`;
  }
  yield `SUMMARY:${escapeText(title)}`;
  yield `DESCRIPTION:${escapeText(description)}`;
  yield `URL:${new URL(url).href}`;
  yield "TRANSP:TRANSPARENT";
  yield "BEGIN:VALARM";
  yield "ACTION:DISPLAY";
  yield `DESCRIPTION:${escapeText(title)}`;
  yield `TRIGGER:${isDay ? DAY_ALARM : TIME_ALARM}`;
  yield "END:VALARM";
  yield "END:VEVENT";
}

/**
 * Returns the file. Of two files with an event of the same `uid`, that with the higher `sequence` is newer.
 * Events after the year 9999 are left out.
 */
export function serializeCalendar(events: CalendarEvent[], now: Date, sequence: number): string {
  const lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Stegvis//Stegvis//EN", "CALSCALE:GREGORIAN"];
  for (const event of events) {
    const year = event.at.getFullYear();
    if (year > 0 && year < LAST_YEAR) lines.push(...eventLines(event, now, sequence));
  }
  return [...lines, "END:VCALENDAR", ""].map(fold).join("\r\n");
}
