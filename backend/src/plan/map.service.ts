import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';

import { authorize } from '../platform/authorize.js';
import { clock } from '../platform/clock.js';
import { invalid } from '../platform/problem.js';
import type { Procedure } from '../procedure/procedure.entity.js';
import { ProcedureService } from '../procedure/procedure.service.js';
import { EvidenceService } from './evidence.service.js';
import { isArea, isNear, readFeatures, type PlanFeature as DrawnFeature } from './geo.js';
import { PlanFeature, PlanMap, type WmsLayer } from './plan.entity.js';
import { canEditPlan } from './plan.policy.js';

const MAX_WORDS = 500;

/** Where a plan lies and what its drawing shows, as GeoJSON in WGS84. */
@Injectable()
export class MapService {
  constructor(
    private readonly em: EntityManager,
    private readonly procedures: ProcedureService,
    private readonly evidence: EvidenceService,
  ) {}

  /** Sets the outline (Geltungsbereich): a collection of one area. Throws `input.invalid` with the place. */
  async setOutline(procedureId: string, collection: unknown): Promise<void> {
    const procedure = await this.editable(procedureId);
    const [feature, ...more] = readFeatures(collection);
    if (more.length) throw invalid('features', 'geo.more-than-one');
    if (!isArea(feature!.geometry)) throw invalid('features[0].geometry.type', 'geo.no-area');

    const map = await this.mapOf(procedure);
    map.outline = feature!.geometry;
    await this.evidence.changed(procedureId);
  }

  /** Replaces the drawing; a feature keeps its identity by its name. Throws `input.invalid` with the place. */
  async setDrawing(procedureId: string, collection: unknown): Promise<void> {
    const procedure = await this.editable(procedureId);
    const drawn = readFeatures(collection).map(namedOf);
    refuseTwins(drawn);
    const { outline } = await this.mapOf(procedure);
    const far = outline ? drawn.findIndex(({ geometry }) => !isNear(geometry, outline)) : -1;
    if (far >= 0) throw invalid(`features[${far}]`, 'geo.far-from-plan');

    const known = await this.em.find(PlanFeature, { procedure, removedAt: null });
    const names = new Set(drawn.map(({ name }) => name));
    for (const gone of known.filter(({ name }) => !names.has(name))) gone.removedAt = clock.now();
    for (const feature of drawn) {
      const same = known.find(({ name }) => name === feature.name);
      if (same) Object.assign(same, feature);
      else this.em.create(PlanFeature, { procedure, ...feature } as never, { persist: true });
    }
    await this.evidence.changed(procedureId);
  }

  /** Adds a map service (WMS) by its address; the same address and layers again replace it. Throws `input.invalid`. */
  async addLayer(procedureId: string, layer: Omit<WmsLayer, 'id'>): Promise<void> {
    const procedure = await this.editable(procedureId);
    const isHttps = URL.canParse(layer.url) && new URL(layer.url).protocol === 'https:';
    if (!isHttps) throw invalid('url', 'layer.not-https');
    if (!layer.title.trim()) throw invalid('title', 'title.empty');

    const map = await this.mapOf(procedure);
    const isSame = (other: WmsLayer) => other.url === layer.url && other.layers === layer.layers;
    const id = map.layers.find(isSame)?.id ?? randomUUID();
    map.layers = [...map.layers.filter((other) => !isSame(other)), { id, ...layer }];
    await this.evidence.changed(procedureId);
  }

  private async mapOf(procedure: Procedure): Promise<PlanMap> {
    const known = await this.em.findOne(PlanMap, { procedure });
    return (
      known ?? this.em.create(PlanMap, { procedure, outline: null, layers: [] } as never, { persist: true })
    );
  }

  private async editable(procedureId: string): Promise<Procedure> {
    const procedure = await this.procedures.find(procedureId);
    authorize(canEditPlan, procedure);
    return procedure;
  }
}

type NamedFeature = Pick<PlanFeature, 'position' | 'name' | 'kind' | 'note' | 'geometry'>;

function namedOf({ properties, geometry }: DrawnFeature, position: number): NamedFeature {
  const name = words(properties.name);
  if (!name) throw invalid(`features[${position}].properties.name`, 'geo.name-missing');
  return { position, name, kind: words(properties.kind) || 'other', note: words(properties.note), geometry };
}

function refuseTwins(drawn: readonly NamedFeature[]): void {
  const names = new Set<string>();
  for (const { name, position } of drawn) {
    if (names.has(name)) throw invalid(`features[${position}].properties.name`, 'geo.name-taken');
    names.add(name);
  }
}

const words = (value: unknown): string => (typeof value === 'string' ? value.trim().slice(0, MAX_WORDS) : '');
