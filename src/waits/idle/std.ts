/** First elements of the import paths of Go's standard library, 1.3 to 1.27; other import paths start with a domain or are "main". */
const ROOTS: ReadonlySet<string> = new Set(
  (
    "archive bufio builtin bytes cmp compress container context crypto database debug embed encoding errors expvar flag fmt go hash " +
    "html image index internal io iter log maps math mime net os path plugin reflect regexp runtime slices sort strconv strings structs " +
    "sync syscall testing text time unicode unique unsafe uuid weak"
  ).split(" "),
);

/** Whether an import path belongs to the standard library. Panics are printed as "panic" without a package: they count as its frames. */
export function isStandard(pkg: string): boolean {
  return pkg === "" || ROOTS.has(pkg.split("/", 1)[0] ?? "");
}
