/** Headers of a copy of a file, to be saved, or of its small picture for a page: nothing in it may run, and no type is guessed. */
export const copyHeaders = ({ name, type }: { name: string; type: string }, isSmall: boolean) => ({
  'content-type': isSmall ? 'image/webp' : type,
  'content-disposition': isSmall ? 'inline' : `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
  'content-security-policy': `default-src 'none'; sandbox`,
  'x-content-type-options': 'nosniff',
});
