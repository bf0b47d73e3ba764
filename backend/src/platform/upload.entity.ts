import { defineEntity, p } from '@mikro-orm/core';

import { tenantKey, tenantTable } from './tenant-table.js';

export const MAX_FILES = 10;
export const MAX_FILE_BYTES = 10 * 1024 * 1024;

/** A file as the one that took it over names it. */
export interface KeptFile {
  id: string;
  name: string;
  type: string;
  size: number;
  /** Hex. */
  sha256: string;
}

export const UploadSchema = defineEntity({
  name: 'Upload',
  ...tenantTable,
  indexes: [{ properties: ['tenantId', 'ownerId'], where: 'owner_id is not null' }],
  properties: {
    ...tenantKey,
    name: p.string(),
    type: p.string(),
    size: p.integer(),
    sha256: p.string().length(64),
    fileKey: p.string(),
    uploadedAt: p.datetime(),
    /** What has taken it over, by its id; what nobody took is swept after seven days. */
    ownerId: p.uuid().nullable(),
    /** What the scan said: null not yet, then 'clean', 'infected' or 'unscanned' where no scanner is configured. */
    scan: p.string().$type<'clean' | 'infected' | 'unscanned'>().nullable(),
  },
});

/** A file in quarantine: uploaded, not yet or only just part of what somebody sent. */
export class Upload extends UploadSchema.class {}
UploadSchema.setClass(Upload);
