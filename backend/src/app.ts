import 'reflect-metadata';

import multipart from '@fastify/multipart';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyServerFactory } from 'fastify';

import { Readable } from 'node:stream';

import { refuseForgery } from './account/forgery.js';
import { AppModule } from './app.module.js';
import { guardAnswers } from './platform/answers.js';
import { TrustedDocuments } from './platform/documents.js';
import { acceptTrustedDocuments, inProcess } from './platform/graphql.js';
import { Operations } from './platform/operation.js';
import { current } from './platform/current.js';
import type { IntakeOrder } from './plan/material.service.js';
import { PlanIntakeService } from './plan/plan-intake.service.js';
import { answerTo } from './platform/problem.filter.js';
import { UploadService } from './platform/upload.service.js';
import { openVisits, VISITORS, visitFrom, type Visitors } from './platform/visit.js';

export interface AppOptions {
  /** Lets another server own the port: it gets Nest's request listener. */
  serverFactory?: FastifyServerFactory;
}

const BODY_BYTES = 262_144;

/** The API, initialised and ready to listen. */
export async function createApp({ serverFactory }: AppOptions = {}): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_BYTES,
    trustProxy: false,
    ...(serverFactory && { serverFactory }),
  });
  const app = await NestFactory.create<NestFastifyApplication>(AppModule, adapter, {
    logger: ['error', 'warn'],
  });
  const fastify = app.getHttpAdapter().getInstance() as unknown as FastifyInstance;

  await fastify.register(multipart, { limits: { files: 1, fileSize: 11 * 1024 * 1024, fields: 5 } });
  guardAnswers(fastify);
  refuseForgery(fastify);
  openVisits(fastify, app.get<Visitors>(VISITORS));
  acceptTrustedDocuments(fastify, app.get(TrustedDocuments), app.get(Operations));
  await app.init();
  await fastify.ready();
  return app;
}

export interface PageRequest {
  id: string;
  variables?: Record<string, unknown>;
  operationName?: string;
  headers: Record<string, string>;
}

/** Takes a file of a form inside this process; answers as `POST /files` does. */
export function uploadInProcess(app: NestFastifyApplication) {
  const visitors = app.get<Visitors>(VISITORS);
  const uploads = app.get(UploadService, { strict: false });

  return async (file: File, headers: Record<string, string>): Promise<{ status: number; body: object }> =>
    current.run(await visitFrom(visitors, headers), async () => {
      try {
        const content = Readable.fromWeb(file.stream() as never);
        return { status: 201, body: await uploads.take(file.name, content) };
      } catch (error) {
        return answerTo(error);
      }
    });
}

/** Takes a file of the plan inside this process; answers as `POST /files/plan/…` does. */
export function planFileInProcess(app: NestFastifyApplication) {
  const visitors = app.get<Visitors>(VISITORS);
  const intake = app.get(PlanIntakeService, { strict: false });

  return async (file: File, order: Omit<IntakeOrder, 'fileName'>, headers: Record<string, string>) =>
    current.run(await visitFrom(visitors, headers), async (): Promise<{ status: number; body: object }> => {
      try {
        const content = Readable.fromWeb(file.stream() as never);
        return { status: 201, body: await intake.take({ ...order, fileName: file.name }, content) };
      } catch (error) {
        return answerTo(error);
      }
    });
}

/** Answers trusted documents inside this process, for pages that run beside the API on one port. */
export function backendInProcess(app: NestFastifyApplication) {
  const visitors = app.get<Visitors>(VISITORS);
  const operations = app.get(Operations);
  const answer = inProcess(operations, app.get(TrustedDocuments));

  return async ({ headers, ...asked }: PageRequest) =>
    current.run(await visitFrom(visitors, headers), () => answer(asked));
}
