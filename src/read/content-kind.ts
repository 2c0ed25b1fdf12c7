/** What a file without a dump is, told by its first bytes. */
export interface ContentKind {
  readonly kind: string;
  readonly magic: readonly number[];
}

/** Files that people pass by mistake, or that have to be unpacked or printed by another program first. */
export const CONTENT_KINDS: readonly ContentKind[] = [
  { kind: "a JPEG picture", magic: [0xff, 0xd8, 0xff] },
  { kind: "a PNG picture", magic: [0x89, 0x50, 0x4e, 0x47] },
  { kind: "a PDF document", magic: [0x25, 0x50, 0x44, 0x46] },
  { kind: "compressed with xz: `xz -dk` unpacks it", magic: [0xfd, 0x37, 0x7a, 0x58, 0x5a] },
  { kind: "compressed with bzip2: `bzip2 -dk` unpacks it", magic: [0x42, 0x5a, 0x68] },
  { kind: "compressed with lz4: `lz4 -dk` unpacks it", magic: [0x04, 0x22, 0x4d, 0x18] },
  { kind: "a 7z archive: `7z x` unpacks it", magic: [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c] },
  { kind: "a rar archive: `unrar x` unpacks it", magic: [0x52, 0x61, 0x72, 0x21, 0x1a, 0x07] },
  { kind: "a journal file: `journalctl --file` with its name prints it", magic: [..."LPKSHHRH"].map(code) },
  { kind: "an ELF program or core file", magic: [0x7f, 0x45, 0x4c, 0x46] },
];

/** What the first bytes tell: "a JPEG picture". */
export function contentKind(bytes: Uint8Array): string | undefined {
  return CONTENT_KINDS.find(({ magic }) => magic.every((byte, at) => bytes[at] === byte))?.kind;
}

function code(letter: string): number {
  return letter.charCodeAt(0);
}
