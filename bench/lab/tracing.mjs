/**
 * What the main thread of a page was busy with, by its processor time: a browser without a GPU draws on the cores that the page runs on, and other programs take them, too. Both lengthen a
 * task on the clock, neither makes it work longer.
 */

const CATEGORIES = ['devtools.timeline', 'disabled-by-default-devtools.timeline', 'v8'];
const PROFILER = 'disabled-by-default-v8.cpu_profiler';

/**
 * Records what all pages of a browser do until what is returned is called, which gives the events.
 * @param {import('playwright').Browser} browser
 */
export async function record(browser, { functions = false } = {}) {
  const session = await browser.newBrowserCDPSession();
  await session.send('Tracing.start', {
    transferMode: 'ReturnAsStream',
    traceConfig: {
      includedCategories: functions ? [...CATEGORIES, PROFILER] : CATEGORIES,
      recordMode: 'recordAsMuchAsPossible',
    },
  });
  return async () => {
    const complete = new Promise((done) => session.once('Tracing.tracingComplete', done));
    await session.send('Tracing.end');
    const { stream: handle } = await complete;
    const parts = [];
    for (let eof = false; !eof; ) {
      const part = await session.send('IO.read', { handle, size: 1 << 22 });
      parts.push(part.base64Encoded ? Buffer.from(part.data, 'base64') : Buffer.from(part.data));
      eof = part.eof;
    }
    await session.send('IO.close', { handle });
    await session.detach();
    return JSON.parse(Buffer.concat(parts).toString()).traceEvents;
  };
}

/** The tasks of the main thread of the page whose scripts come from that address, the longest first: milliseconds on the processor and on the clock, and what took them. */
export function tasksOf(events, url) {
  const main = mainThreadOf(events, url);
  if (!main) throw new Error(`nothing ran at ${url}`);
  const own = events.filter(({ pid, tid }) => pid === main.pid && tid === main.tid);
  const whole = own.filter(({ ph }) => ph === 'X').sort((a, b) => a.ts - b.ts || b.dur - a.dur);
  const tasks = whole.filter(({ name }) => name === 'RunTask');
  const samples = samplesOf(events, main);
  // the profiler's own start
  const starts = whole.filter(({ name }) => name === 'CpuProfiler::StartProfiling');
  return tasks
    .filter(({ ts, dur }) => !starts.some((start) => start.ts >= ts && start.ts < ts + dur))
    .map(({ ts, dur, tdur }) => {
      const within = (at) => at >= ts && at < ts + dur;
      return {
        cpu: tdur / 1e3,
        clock: dur / 1e3,
        at: ts,
        what: () => heaviest(whole.filter((each) => each.name !== 'RunTask' && within(each.ts))),
        functions: () => counted(samples.filter(({ at }) => within(at)).map(({ name }) => name)),
      };
    })
    .sort((a, b) => b.cpu - a.cpu);
}

/** The thread on which a script of that address ran first. */
function mainThreadOf(events, url) {
  const mains = new Set(
    events
      .filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid}.${tid}`),
  );
  return events.find(({ pid, tid, args }) => mains.has(`${pid}.${tid}`) && JSON.stringify(args).includes(url));
}

/** What a task was made of: the time that each kind of work took, without what it called. */
function heaviest(nested) {
  const times = new Map();
  const open = [];
  for (const event of nested) {
    while (open.length > 0 && open.at(-1).ts + open.at(-1).dur <= event.ts) open.pop();
    const parent = open.at(-1);
    const add = (name, time) => times.set(name, (times.get(name) ?? 0) + time / 1e3);
    add(event.name, event.tdur ?? 0);
    if (parent) add(parent.name, -(event.tdur ?? 0));
    open.push(event);
  }
  return [...times].sort((a, b) => b[1] - a[1]);
}

function counted(names) {
  const counts = new Map();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]);
}

/** Where the profiler of a page found its thread, and when. */
function samplesOf(events, { pid, tid }) {
  const starts = events.filter(
    ({ name, pid: process, tid: thread }) => name === 'Profile' && process === pid && thread === tid,
  );
  const found = [];
  for (const { id, args } of starts) {
    let at = args.data.startTime;
    const nodes = new Map();
    for (const chunk of events.filter((each) => each.name === 'ProfileChunk' && each.pid === pid && each.id === id)) {
      const { cpuProfile = {}, timeDeltas = [] } = chunk.args.data;
      for (const node of cpuProfile.nodes ?? []) nodes.set(node.id, node);
      for (const [index, node] of (cpuProfile.samples ?? []).entries()) {
        at += timeDeltas[index];
        const { functionName, url = '', lineNumber = 0, columnNumber = 0 } = nodes.get(node)?.callFrame ?? {};
        found.push({
          at,
          name: `${functionName || 'anonymous'} ${url.replace(/^.*\//, '')}:${lineNumber}:${columnNumber}`,
        });
      }
    }
  }
  return found;
}
