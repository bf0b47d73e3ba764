/** One field of a page of the settings. */
export interface Setting {
  name: string;
  label: string;
  /** As it is saved now. */
  value: string;
  kind?: 'line' | 'text' | 'colour' | 'check' | 'number' | 'mail' | 'phone';
  hint?: string;
  isOptional?: boolean;
  rows?: number;
  maxlength?: number;
}
