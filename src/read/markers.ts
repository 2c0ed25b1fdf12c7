import { encode } from "./utf8.ts";

/** Lines that dockerd, containerd and its shims put around a dump in a log. */
export const DUMP_BEGIN: Uint8Array = encode("=== BEGIN goroutine stack dump ===");
export const DUMP_END: Uint8Array = encode("=== END goroutine stack dump ===");
