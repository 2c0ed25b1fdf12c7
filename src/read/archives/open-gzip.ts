import type { Budget } from "./budget.ts";
import type { ByteStream } from "./byte-stream.ts";
import type { ArchiveProblem, Member } from "./packing.ts";

/** Unpacks gzip piece by piece; a damaged file gives what could be unpacked. */
export async function* openGzip(source: ByteStream, budget: Budget): AsyncGenerator<Member | ArchiveProblem> {
  const problems: ArchiveProblem[] = [];
  yield { chunks: inflate(source, budget, problems) };
  yield* problems;
}

async function* inflate(
  source: ByteStream,
  budget: Budget,
  problems: ArchiveProblem[],
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const reader = readable(source).pipeThrough(new DecompressionStream("gzip")).getReader();
  try {
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      if (!budget.take(read.value.length)) {
        problems.push("limit");
        return;
      }
      yield read.value as Uint8Array<ArrayBuffer>;
    }
  } catch {
    problems.push("damaged");
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

function readable(source: ByteStream): ReadableStream<Uint8Array<ArrayBuffer>> {
  const chunks = source.chunks();
  return new ReadableStream(
    {
      async pull(controller) {
        const { done, value } = await chunks.next();
        if (done) controller.close();
        else controller.enqueue(value as Uint8Array<ArrayBuffer>);
      },
    },
    { highWaterMark: 1 },
  );
}
