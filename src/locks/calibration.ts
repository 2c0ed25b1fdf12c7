/**
 * Made by test/puzzles/calibrate.ts, not by hand: how sure "one of these" is, fitted to how often it was right for 660 locks of the first two
 * sets of puzzles. A factor for its log-odds.
 */
export const ambiguousSlope = 1.4;
