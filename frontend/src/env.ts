import { defineEnvVars } from '@sveltejs/kit/env';

export const variables = defineEnvVars({
  BACKEND_URL: {
    description: 'Where the API is when it does not run in this process.',
    schema: (value) => value ?? 'http://127.0.0.1:3001',
  },
  DEMONSTRATION: {
    description: 'yes where people, plans and statements are invented: every page says so.',
    schema: (value) => value ?? 'no',
  },
});
