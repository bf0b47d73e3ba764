import { error, isHttpError } from '@sveltejs/kit';

/** The fields of a form as it was sent. Answers 400 where the body is no form at all. */
export const formOf = (request: Request): Promise<FormData> =>
  request.formData().catch((cause: unknown) => {
    if (isHttpError(cause)) throw cause;
    error(400, { message: 'input.malformed', code: 'input.malformed' });
  });
