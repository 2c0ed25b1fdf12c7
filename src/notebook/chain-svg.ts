import { shortenMiddle } from "../view/layout/middle.ts";
import { wrap } from "../view/layout/wrap.ts";
import type { ChainRow } from "./chain-rows.ts";
import { escapeMarkup } from "./markup.ts";

/** Measures in pixels; columns of text are counted for the fonts at these sizes. */
const width = 760;
const margin = 12;
const box = { x: 168, width: 568, columns: 72, padding: 12, title: 17, line: 17 };
const gap = { edge: 16, line: 16, columns: 76 };
const lane = { pad: 10, x: 26, columns: 18 };

const colours: Readonly<
  Record<ChainRow["role"], { readonly fill: string; readonly stroke: string; readonly dash: string }>
> = {
  step: { fill: "#ffffff", stroke: "#5b6b7c", dash: "none" },
  root: { fill: "#fff1ef", stroke: "#c0392b", dash: "none" },
  outside: { fill: "#ffffff", stroke: "#c0392b", dash: "5 4" },
};

const bands = ["#eaf1f8", "#eef6ec", "#f7f2e4", "#f3edf6"];

interface Placed {
  readonly row: ChainRow;
  readonly details: readonly string[];
  readonly label: readonly string[];
  readonly top: number;
  readonly height: number;
}

/**
 * The rows as a picture: one box a row, one band a process, an arrow with its label from each box to the next. The same rows give the same
 * text; everything out of a dump is escaped; nothing is loaded.
 */
export function chainSvg(rows: readonly ChainRow[], title: string): string {
  const placed = place(rows);
  const last = placed.at(-1);
  const height = last ? last.top + last.height + lane.pad + margin : 2 * margin;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" style="max-width:100%;height:auto" font-family="system-ui, 'DejaVu Sans', Verdana, sans-serif" font-size="12.5" fill="#1f2a36">`,
    `<title>${escapeMarkup(title)}</title>`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    ...laneBands(placed),
    ...placed.map(boxOf),
    ...placed.slice(0, -1).map((from, at) => arrowOf(from, placed[at + 1] ?? from)),
    "</svg>",
  ].join("\n");
}

function place(rows: readonly ChainRow[]): Placed[] {
  let y = margin + lane.pad;
  return rows.map((row, at) => {
    const label = at === rows.length - 1 ? [] : (row.arrow ?? []).flatMap((line) => wrapText(line, gap.columns));
    const details = row.details.flatMap((line) => wrapText(line, box.columns));
    const height = 2 * box.padding + box.title + details.length * box.line - 4;
    const top = y;
    y += height + 2 * gap.edge + Math.max(1, label.length) * gap.line;
    return { row, details, label, top, height };
  });
}

function laneBands(placed: readonly Placed[]): string[] {
  const runs: Placed[][] = [];
  for (const item of placed) {
    const run = runs.at(-1);
    if (run?.[0]?.row.lane === item.row.lane) run.push(item);
    else runs.push([item]);
  }
  const lanes = [...new Set(runs.map((run) => run[0]?.row.lane))];
  return runs.flatMap((run) => {
    const first = run[0];
    const last = run.at(-1);
    if (!first || !last) return [];
    const top = first.top - lane.pad;
    const fill = bands[lanes.indexOf(first.row.lane) % bands.length] ?? "#ffffff";
    const [name, pid] = splitPid(first.row.lane);
    return [
      `<rect x="${margin}" y="${top}" width="${width - 2 * margin}" height="${last.top + last.height + lane.pad - top}" rx="8" fill="${fill}"/>`,
      text(lane.x, first.top + box.padding + 10, shortenMiddle(name, lane.columns), 'font-weight="600"'),
      ...(pid === undefined
        ? []
        : [text(lane.x, first.top + box.padding + 10 + box.line, `pid ${pid}`, 'fill="#5b6b7c"')]),
    ];
  });
}

function splitPid(name: string): readonly [string, string | undefined] {
  const [, kind, pid] = /^(.+)#(\d{2,})$/.exec(name) ?? [];
  return kind === undefined ? [name, undefined] : [kind, pid];
}

function boxOf({ row, details, top, height }: Placed): string {
  const { fill, stroke, dash } = colours[row.role];
  const x = box.x + box.padding;
  const first = top + box.padding + 10;
  return [
    `<rect x="${box.x}" y="${top}" width="${box.width}" height="${height}" rx="6" fill="${fill}" stroke="${stroke}" stroke-width="1.3" stroke-dasharray="${dash}"/>`,
    text(x, first, shortenMiddle(row.title, box.columns), 'font-weight="600"'),
    ...(row.cite === undefined
      ? []
      : [
          text(
            box.x + box.width - box.padding,
            first,
            shortenMiddle(row.cite, 34),
            'text-anchor="end" font-size="11" fill="#5b6b7c"',
          ),
        ]),
    ...details.map((line, at) => text(x, first + (at + 1) * box.line, line)),
  ].join("\n");
}

function arrowOf(from: Placed, to: Placed): string {
  const x = box.x + 24;
  const start = from.top + from.height;
  const middle = (start + to.top) / 2;
  const first = middle - ((from.label.length - 1) * gap.line) / 2 + 4;
  return [
    `<path d="M${x} ${start}V${to.top - 8}" stroke="#33414f" stroke-width="1.5" fill="none"/>`,
    `<path d="M${x - 5} ${to.top - 9}h10l-5 9z" fill="#33414f"/>`,
    ...from.label.map((line, at) => text(x + 16, first + at * gap.line, line)),
  ].join("\n");
}

function wrapText(line: string, columns: number): string[] {
  return wrap([{ text: line }], columns).map((spans) => spans.map((span) => span.text).join(""));
}

function text(x: number, y: number, content: string, attributes = ""): string {
  return `<text x="${x}" y="${y}"${attributes && ` ${attributes}`}>${escapeMarkup(content)}</text>`;
}
