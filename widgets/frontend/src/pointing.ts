// One view points at something on another's step. That view may not be drawn yet; what is pointed
// at waits for it here.

export class Pointing<Value> {
  private readonly waiting = new Map<string, Value>();
  private readonly followers = new Map<string, (value: Value) => void>();

  /** Tell the view on this step, now or as soon as it follows. */
  point(step: string, value: Value): void {
    const follower = this.followers.get(step);
    if (follower) follower(value);
    else this.waiting.set(step, value);
  }

  /** Hear of what is pointed at on this step, what waits included. Returns how to stop. */
  follow(step: string, told: (value: Value) => void): () => void {
    this.followers.set(step, told);
    const value = this.waiting.get(step);
    this.waiting.delete(step);
    if (value !== undefined) told(value);
    return () => {
      if (this.followers.get(step) === told) this.followers.delete(step);
    };
  }
}
