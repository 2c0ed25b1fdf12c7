/** Folders of src/ (and index.ts) in the order in which data flows. */
export declare const stages: readonly string[];
declare const config: { readonly forbidden: readonly { readonly name: string; readonly comment: string }[] };
export default config;
