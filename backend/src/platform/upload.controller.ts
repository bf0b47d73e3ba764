import { Controller, Post, Req } from '@nestjs/common';
import type { MultipartFile } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';

import { invalid } from './problem.js';
import { UploadService, type TakenUpload } from './upload.service.js';

/** Takes one file of a draft as multipart field `file`; answers its id and the token that claims it. */
@Controller('files')
export class UploadController {
  constructor(private readonly uploads: UploadService) {}

  @Post()
  async upload(
    @Req() request: FastifyRequest & { file(): Promise<MultipartFile | undefined> },
  ): Promise<TakenUpload> {
    const file = await request.file();
    if (!file) throw invalid('files', 'file.missing');

    return this.uploads.take(file.filename, file.file);
  }
}
