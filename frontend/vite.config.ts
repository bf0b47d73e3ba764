import { paraglideVitePlugin } from '@inlang/paraglide-js';
import adapter from '@sveltejs/adapter-node';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [
    paraglideVitePlugin({
      project: './project.inlang',
      outdir: './src/lib/paraglide',
      strategy: ['url', 'baseLocale'],
      urlPatterns: [
        {
          pattern: '/:path(.*)?',
          localized: [
            ['en', '/en/:path(.*)?'],
            ['de-x-leicht', '/leicht/:path(.*)?'],
            ['de', '/:path(.*)?'],
          ],
        },
      ],
    }),
    sveltekit({
      adapter: adapter({ precompress: true }),
      csp: {
        // A page may be kept and shown to many: a nonce in it would be everybody's.
        mode: 'hash',
        directives: {
          'default-src': ['self'],
          'script-src': ['self'],
          'script-src-attr': ['none'],
          'style-src': ['self', 'unsafe-inline'],
          'img-src': ['self', 'data:', 'blob:', 'https:'],
          'connect-src': ['self', 'https:'],
          'worker-src': ['self', 'blob:'],
          'frame-src': ['none'],
          'media-src': ['none'],
          'object-src': ['none'],
          'base-uri': ['none'],
          'frame-ancestors': ['none'],
          'form-action': ['self'],
        },
      },
    }),
  ],
});
