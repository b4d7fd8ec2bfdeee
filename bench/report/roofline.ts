/**
 * Arithmetic a second over arithmetic a byte, under what this machine does at best: memory to the left, arithmetic to the right (Williams, Waterman and
 * Patterson 2009). Both roofs are measured in the same run by the engine itself, so that a point on the roof is as fast as this engine moves or computes anything.
 */
import type { BenchFile } from '../result.js';
import { escaped, logAxis, px, short, titled } from './draw.js';

const [WIDTH, HEIGHT] = [1080, 420];
const [LEFT, RIGHT, TOP, BOTTOM] = [64, 1060, 16, 370];

/** What a dot or a label takes up. */
interface Box {
  readonly left: number;
  readonly right: number;
  readonly middle: number;
}

export function roofline({ results, copy, flops }: BenchFile): string {
  const points = results.flatMap(({ row, ours, flops: work, leastBytes, counters, series }) => {
    if (!ours || !work || series) return [];
    return [
      {
        row,
        intensity: work / leastBytes,
        speed: work / ours.median,
        moved: counters && counters.bytesRead + counters.bytesWritten,
        leastBytes,
      },
    ];
  });
  if (points.length === 0) return '';
  const knee = flops / copy.speed;
  const x = logAxis([...points.map(({ intensity }) => intensity), knee], LEFT, RIGHT, 1.6);
  // flops a millisecond are shown as GFLOP/s
  const giga = (speed: number): number => speed / 1e6;
  const y = logAxis([...points.map(({ speed }) => giga(speed)), giga(flops)], BOTTOM, TOP, 1.5);
  const roof = [
    [x.low, giga(x.low * copy.speed)],
    [knee, giga(flops)],
    [x.high, giga(flops)],
  ].map(([at = 1, height = 1], index) => `${index ? 'L' : 'M'}${px(x.at(at))} ${px(Math.min(BOTTOM, y.at(height)))}`);
  const begin = Math.max(x.low, (y.low * 1e6) / copy.speed);
  roof[0] = `M${px(x.at(begin))} ${px(y.at(giga(begin * copy.speed)))}`;
  const dots = points.map(({ intensity, speed }) => ({ x: x.at(intensity), y: y.at(giga(speed)) }));
  const taken: Box[] = dots.map((dot) => ({ left: dot.x - 6, right: dot.x + 6, middle: dot.y }));
  const marks = points.map(({ row, intensity, speed }, at) => {
    const { x: cx, y: cy } = dots[at] as (typeof dots)[0];
    const share = `${((100 * speed) / Math.min(flops, intensity * copy.speed)).toFixed(0)} %`;
    const wide = 6.3 * (row.length + share.length + 1);
    const leftwards = cx + wide > RIGHT - 10;
    const [left, right] = leftwards ? [cx - 10 - wide, cx - 10] : [cx + 10, cx + 10 + wide];
    let middle = cy;
    while (taken.some((box) => box.left < right && box.right > left && Math.abs(box.middle - middle) < 13)) middle += 4;
    taken.push({ left, right, middle });
    return `<g class="point">${titled(`${row}: ${short(giga(speed))} GFLOP/s at ${short(intensity)} operations a byte, ${share} of the roof`)}<circle cx="${px(cx)}" cy="${px(cy)}" r="5"/><text x="${px(leftwards ? right : left)}" y="${px(middle + 4)}"${leftwards ? ' text-anchor="end"' : ''}>${escaped(row)} <tspan class="muted">${share}</tspan></text></g>`;
  });
  return `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="Roofline">
${x.ticks.map((tick) => `<line class="grid" x1="${px(x.at(tick))}" x2="${px(x.at(tick))}" y1="${TOP}" y2="${BOTTOM}"/><text class="tick" x="${px(x.at(tick))}" y="${BOTTOM + 18}" text-anchor="middle">${short(tick)}</text>`).join('')}
${y.ticks.map((tick) => `<line class="grid" x1="${LEFT}" x2="${RIGHT}" y1="${px(y.at(tick))}" y2="${px(y.at(tick))}"/><text class="tick" x="${LEFT - 8}" y="${px(y.at(tick) + 4)}" text-anchor="end">${short(tick)}</text>`).join('')}
<text class="tick" x="${RIGHT}" y="${BOTTOM + 38}" text-anchor="end">operations a byte that must move</text><text class="tick" x="8" y="${TOP + 4}">GFLOP/s</text>
<path class="roof" d="${roof.join('')}"/>
<text class="tick" x="${px(x.at(knee) + 8)}" y="${px(y.at(giga(flops)) - 8)}">fused arithmetic, ${short(giga(flops))} GFLOP/s; memory, ${(copy.speed / 1e6).toFixed(1)} GB/s</text>
${marks.join('\n')}
</svg>`;
}
