import type { ByteSource } from '../store/bytes.ts';
import type { AttachmentPart, MessageContent, MessageSummary } from '../store/content.ts';
import { type Composed, compose } from './compose.ts';
import type { GeneratedFile } from './attachments.ts';
import type { Mailbox } from './header-fields.ts';
import { type Plan, planOf, type World } from './plan.ts';

/** Plans and writes messages of one world; keeps the last one, because a store asks for its properties one by one. */
export interface Writer {
  plan(index: number): Plan;
  message(index: number): Composed;
}

/** The last value of `make`, kept until another index is asked for. */
function lastOf<T>(make: (index: number) => T): (index: number) => T {
  let last: { readonly index: number; readonly value: T } | null = null;
  return (index) => {
    if (last === null || last.index !== index) last = { index, value: make(index) };
    return last.value;
  };
}

/** A writer for a world. */
export function writerFor(world: World): Writer {
  const plan = lastOf((index) => planOf(world, index));
  return { plan, message: lastOf((index) => compose(world, plan(index))) };
}

function shown(mailboxes: readonly Mailbox[]): string {
  return mailboxes.map(({ name, address }) => `"${name}" <${address}>`).join(', ');
}

function mediaType(headers: string): string {
  return /^Content-Type: ([^;\r]+)/m.exec(headers)?.[1] ?? 'text/plain';
}

function summaryOf(plan: Plan, writer: Writer): MessageSummary {
  const headers = (): string => writer.message(plan.index).headers;
  return {
    subject: plan.subject,
    from: shown([plan.from]),
    to: shown(plan.to),
    cc: shown(plan.cc),
    bcc: '',
    replyTo: '',
    date: plan.date,
    messageId: plan.messageId,
    inReplyTo: plan.references.at(-1) ?? null,
    references: plan.references.length === 0 ? null : plan.references.join(' '),
    importance: plan.importance,
    hasAttachment: plan.hasFiles,
    get contentType() {
      return mediaType(headers());
    },
    get rawHeaders() {
      return headers();
    },
  };
}

/** A generated file as the store lists it. */
export function partOf(file: GeneratedFile): AttachmentPart {
  const { name, mimeType, contentId, size, source } = file;
  const streamed = source === undefined ? {} : { source };
  return {
    name,
    mimeType,
    contentId,
    inline: contentId !== null,
    size,
    ...streamed,
    bytes: () => file.bytes(),
  };
}

/** One message of a writer: a number and a size, until somebody asks for more. A class, because there may be 100,000. */
class GeneratedContent implements MessageContent {
  readonly #writer: Writer;
  readonly #index: number;
  #size = -1;

  constructor(writer: Writer, index: number) {
    this.#writer = writer;
    this.#index = index;
  }

  get summary(): MessageSummary {
    return summaryOf(this.#writer.plan(this.#index), this.#writer);
  }

  get size(): number {
    if (this.#size < 0) this.#size = this.#message().mime.size;
    return this.#size;
  }

  bytes(): Buffer {
    return this.#message().mime.bytes();
  }

  get source(): ByteSource | undefined {
    return this.#message().mime.source;
  }

  text(): string {
    return this.#message().text.replaceAll('\r\n', '\n');
  }

  html(): string | null {
    return this.#message().html?.replaceAll('\r\n', '\n') ?? null;
  }

  attachments(): readonly AttachmentPart[] {
    return this.#message().files.map(partOf);
  }

  #message(): Composed {
    return this.#writer.message(this.#index);
  }
}

/** Message `index` of a writer's world. */
export function generatedContent(writer: Writer, index: number): MessageContent {
  return new GeneratedContent(writer, index);
}
