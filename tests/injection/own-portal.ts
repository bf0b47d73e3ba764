import openPortal from '../portal.setup.ts';

/**
 * Opens an installation for these tests alone: what they write into every field would disturb every other journey.
 * INJECTION_ORIGIN names one that runs already. To be awaited before portal.ts is loaded, which reads the address.
 */
export async function openOwnPortal(): Promise<void> {
  delete process.env.PORTAL_ORIGIN;
  if (process.env.INJECTION_ORIGIN) process.env.PORTAL_ORIGIN = process.env.INJECTION_ORIGIN;
  if (process.env.CHROMIUM) await openPortal();
}

export { closePortal as closeOwnPortal } from '../portal.setup.ts';
