/** Small networks, taught while somebody looks into them: points in the plane, and digits. One lesson goes on at a time. */
import { DivergedError } from 'brightfield';
import { onScheme } from './colours.js';
import { openPage } from './lab/chapter.js';
import { choice } from './lab/controls.js';
import { digitPage } from './learn/digitPage.js';
import { pointPage } from './learn/pointPage.js';
import { LESSONS, type LessonName, type LessonPage, type Shell } from './learn/shell.js';
import { element, refuse, tellEngine, write } from './page.js';

await openPage(async ({ engine }) => {
  let shown: LessonName = 'points';
  const run = element('run', HTMLButtonElement);
  const step = element('step', HTMLButtonElement);
  const shell: Shell = {
    engine,
    report(lesson, { step: at, loss }, more) {
      if (lesson !== shown) return;
      write('reached', `step ${at} · loss ${loss === undefined ? '–' : loss.toPrecision(3)} · ${more}`);
      Object.assign(document.body.dataset, { step: `${at}`, loss: `${loss}`, state: 'ready' });
      tellEngine(engine, 1);
    },
    ready(lesson, ready) {
      if (lesson !== shown) return;
      for (const button of [run, step]) button.disabled = !ready;
    },
    running(lesson, running) {
      if (lesson !== shown) return;
      run.textContent = running ? 'Pause' : 'Start';
      document.body.dataset.running = `${running}`;
      if (running) write('time', '');
    },
    say: (words) => write('said', words),
    refuse(cause) {
      if (!(cause instanceof DivergedError)) return refuse(cause);
      write('time', `${cause.message}: a smaller rate goes further`);
      document.body.dataset.state = 'refused';
    },
  };
  const opened: Partial<Record<LessonName, Promise<LessonPage>>> = {};
  const pageOf = (lesson: LessonName): Promise<LessonPage> => {
    opened[lesson] ??=
      lesson === 'points'
        ? pointPage(shell)
        : digitPage(shell).then(async (page) => {
            await page.reset();
            return page;
          });
    return opened[lesson];
  };
  const withShown = (act: (page: LessonPage) => unknown) => (): void => {
    pageOf(shown).then(act).catch(shell.refuse);
  };
  const turnTo = (lesson: LessonName): void => {
    if (lesson !== shown) withShown(({ teacher }) => teacher.pause())();
    shown = lesson;
    document.body.dataset.lesson = shown;
    // what the other one had reached
    write('reached', '');
    withShown(({ teacher }) => teacher.again())();
  };
  const lessons = choice(element('lessons', HTMLDivElement), 'To be learned', LESSONS, 'points', turnTo);
  turnTo(lessons.value);
  run.addEventListener(
    'click',
    withShown(({ teacher }) => (teacher.running ? teacher.pause() : teacher.start())),
  );
  step.addEventListener(
    'click',
    withShown(({ teacher }) => teacher.step()),
  );
  element('reset', HTMLButtonElement).addEventListener(
    'click',
    withShown((page) => page.reset()),
  );
  onScheme(() => {
    for (const page of Object.values(opened)) page.then(({ recolour }) => recolour()).catch(shell.refuse);
  });
});
