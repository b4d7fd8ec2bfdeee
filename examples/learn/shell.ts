/** What both lessons need of the page around them. */
import type { Engine } from 'brightfield';
import type { Reached, Teacher } from './teacher.js';

export const LESSONS = { points: 'Points', digits: 'Digits' } as const;
export type LessonName = keyof typeof LESSONS;

export interface Shell {
  readonly engine: Engine;
  /** Says how far a lesson has come. */
  report(lesson: LessonName, reached: Reached, more: string): void;
  /** Whether a lesson has anything to learn from. */
  ready(lesson: LessonName, ready: boolean): void;
  /** A lesson goes on by itself, or not any more. */
  running(lesson: LessonName, running: boolean): void;
  /** Says in words what those hear who do not see the page. */
  say(words: string): void;
  /** Says what went wrong. */
  refuse(cause: unknown): void;
}

/** A lesson with its part of the page. */
export interface LessonPage {
  readonly teacher: Teacher;
  /** Begins again from the seed. */
  reset(): Promise<void>;
  /** Draws again in other colours. */
  recolour(): void;
}

/** The next time that the screen is drawn: nothing goes on where nobody looks. */
export const nextFrame = (): Promise<unknown> => new Promise((drawn) => requestAnimationFrame(drawn));
