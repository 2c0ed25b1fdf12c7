/** Files that people pass by mistake, told by their first bytes. */
const kinds: readonly { readonly kind: string; readonly magic: readonly number[] }[] = [
  { kind: "a JPEG picture", magic: [0xff, 0xd8, 0xff] },
  { kind: "a PNG picture", magic: [0x89, 0x50, 0x4e, 0x47] },
  { kind: "a PDF document", magic: [0x25, 0x50, 0x44, 0x46] },
  { kind: "compressed with xz: unpack it first", magic: [0xfd, 0x37, 0x7a, 0x58, 0x5a] },
  { kind: "compressed with bzip2: unpack it first", magic: [0x42, 0x5a, 0x68] },
  { kind: "an ELF program or core file", magic: [0x7f, 0x45, 0x4c, 0x46] },
];

/** What a file without a dump is, when its first bytes tell: "a JPEG picture". */
export function contentKind(bytes: Uint8Array): string | undefined {
  const known = kinds.find(({ magic }) => magic.every((byte, at) => bytes[at] === byte))?.kind;
  return known ?? (bytes.subarray(0, 1024).includes(0) ? "a binary file" : undefined);
}
