declare global {
  namespace App {
    interface Locals {
      /** The host name that was asked for, in lower case with its port. */
      host: string;
      /** Which of the languages this page is in. */
      language: 'de' | 'en' | 'de-x-leicht';
      /** Whether the answer is for one person and was told to be kept nowhere. */
      isPersonal?: boolean;
      backend: import('#lib/platform/backend.ts').Backend;
      portal: import('#lib/portal/portal.ts').Shell;
    }
    interface Error {
      code?: string;
    }
  }
}

export {};
