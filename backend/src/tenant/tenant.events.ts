/** A tenant's name, look or legal texts have changed. */
export const TENANT_CHANGED = 'tenant.changed';
