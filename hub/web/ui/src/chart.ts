// One history chart; this file and uPlot are loaded only when somebody looks at one.
import uPlot from "uplot";
import type { Sample } from "./generated";

interface Drawing {
  samples: Sample[];
  start: number;
  end: number;
  language: string;
  write: (value: number) => string;
}

const token = (name: string) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** Draw the mean as a line over the span between lowest and highest; returns how to take it away. */
export function draw(target: HTMLElement, { samples, start, end, language, write }: Drawing): () => void {
  const clock = new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const tick = { show: true, stroke: token("--line"), width: 1, size: 4 };
  const grid = { stroke: token("--line"), width: 1 };
  const font = `12px ${getComputedStyle(target).fontFamily}`;
  const axis = { stroke: token("--muted"), font, ticks: tick, grid };
  const series = { points: { show: false }, spanGaps: false };
  const plot = new uPlot(
    {
      width: target.clientWidth,
      height: 190,
      legend: { show: false },
      cursor: { y: false, points: { size: 8 } },
      scales: { x: { time: true, range: [start, end] }, y: { range: (_, low, high) => roomy(low, high) } },
      axes: [
        { ...axis, grid: { show: false }, space: 64, values: (_, ticks) => ticks.map((at) => clock.format(at * 1000)) },
        { ...axis, size: 56, space: 40, values: (_, ticks) => ticks.map(write) },
      ],
      series: [
        {},
        { ...series, stroke: "transparent" },
        { ...series, stroke: "transparent" },
        { ...series, stroke: token("--pine"), width: 2 },
      ],
      bands: [{ series: [2, 1], fill: token("--pine-soft") }],
    },
    [
      samples.map(({ at }) => at),
      samples.map(({ low }) => low),
      samples.map(({ high }) => high),
      samples.map(({ mean }) => mean),
    ],
    target,
  );
  const fit = new ResizeObserver(() => plot.setSize({ width: target.clientWidth, height: 190 }));
  fit.observe(target);
  return () => {
    fit.disconnect();
    plot.destroy();
  };
}

function roomy(low: number, high: number): [number, number] {
  const air = (high - low || Math.abs(high) || 1) * 0.08;
  return [low >= 0 ? Math.max(0, low - air) : low - air, high + air];
}
