import { emptyDraft, type Draft } from './draft.ts';

const KEPT_DAYS = 60;
const DAY = 86_400_000;

/** A draft that lives on this device only: it survives a reload, a dropped line and signing in. */
export class DeviceDraft {
  draft: Draft = $state(emptyDraft());
  /** The time of day at which it was last kept here, or null. */
  savedAt: string | null = $state(null);
  private readonly key: string;
  private isOpen = false;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(slug: string, draft: Draft) {
    this.key = `stellungnahme:${slug}`;
    this.draft = { ...draft };
  }

  /** Takes up what was kept, unless something newer was just sent to the server and came back. */
  open(isFresh: boolean): void {
    const kept = isFresh ? this.read() : null;
    if (kept) {
      const about = this.draft.about === 'whole' ? kept.draft.about : this.draft.about;
      this.draft = { ...this.draft, ...kept.draft, about };
      this.savedAt = timeOf(kept.at);
    }
    this.isOpen = true;
  }

  /** Keeps the draft shortly after each change; call it in an effect. */
  keep(): void {
    JSON.stringify(this.draft);
    if (!this.isOpen || this.isEmpty()) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.keepNow(), 400);
  }

  keepNow(): void {
    if (this.isEmpty()) return;
    const at = Date.now();
    try {
      localStorage.setItem(this.key, JSON.stringify({ at, draft: this.draft }));
      this.savedAt = timeOf(at);
    } catch {
      this.savedAt = null;
    }
  }

  discard(): void {
    clearTimeout(this.timer);
    forgetDraft(this.key.split(':')[1] ?? '');
    this.draft = emptyDraft();
    this.savedAt = null;
  }

  private isEmpty(): boolean {
    return (
      !this.draft.text.trim() &&
      !this.draft.name.trim() &&
      this.draft.files.length === 0 &&
      !this.draft.geometry
    );
  }

  private read(): { at: number; draft: Draft } | null {
    try {
      const kept = JSON.parse(localStorage.getItem(this.key) ?? 'null') as {
        at: number;
        draft: Draft;
      } | null;
      return kept && Date.now() - kept.at < KEPT_DAYS * DAY ? kept : null;
    } catch {
      return null;
    }
  }
}

/** Forgets the draft of a procedure once it has arrived. */
export function forgetDraft(slug: string): void {
  try {
    localStorage.removeItem(`stellungnahme:${slug}`);
  } catch {
    // Where the device keeps nothing there is nothing to forget.
  }
}

const timeOf = (at: number) =>
  new Date(at).toLocaleTimeString('de-DE', { hour: '2-digit', minute: '2-digit' });
