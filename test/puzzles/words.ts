/** Types and functions of the programs are named with these, so that no name tells a part. */
export const nouns: readonly string[] = (
  "Ledger Cache Broker Router Depot Queue Fleet Roster Index Vault Spool Mesh Relay Ring Tray Bucket Garden Parcel Station Catalog " +
  "Journal Hub Lane Board Market Bridge Harbor Kettle Lantern Mill Nest Orchard Pantry Quarry Reef Shelf Tower Union Valley Wharf"
).split(" ");

export const verbs: readonly string[] = (
  "Post Apply Visit Merge Drain Pack Sort Fetch Scan Move Align Renew Trim Load Store Touch Count Split Weigh Label Route Ship " +
  "Pick Place Sweep Check Price Stamp Bind Carve Draft Enlist Fold Graft Heat Join Knit Lift Mark Note Order Paint Quote Rank Seal"
).split(" ");

/** Plain helpers below the operations. */
export const steps: readonly string[] = (
  "flush settle gather refill advance emit prune rotate compact replay encode resolve collect forward reload verify persist adjust " +
  "measure publish"
).split(" ");
