import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';

import { authorize } from '../platform/authorize.js';
import { clock } from '../platform/clock.js';
import { current } from '../platform/current.js';
import { invalid } from '../platform/problem.js';
import { EvidenceService } from './evidence.service.js';
import { readFeatures } from './geo.js';
import { PlanFeature, PlanMap } from './plan.entity.js';
import { canEditPlan } from './plan.policy.js';

/** Where a plan lies and what its drawing shows, as GeoJSON in WGS84. */
@Injectable()
export class MapService {
  constructor(
    private readonly em: EntityManager,
    private readonly evidence: EvidenceService,
  ) {}

  /** Sets the outline (Geltungsbereich): the first feature of the collection. Throws `input.invalid`. */
  async setOutline(procedureId: string, collection: unknown): Promise<void> {
    authorize(canEditPlan, procedureId);
    const [feature] = readFeatures(collection);
    if (!feature) throw invalid('outline', 'geometry.empty');
    (await this.mapOf(procedureId)).outline = feature.geometry;
    await this.evidence.changed(procedureId);
  }

  /** Replaces the drawing; a feature keeps its identity by its name. */
  async setDrawing(procedureId: string, collection: unknown): Promise<void> {
    authorize(canEditPlan, procedureId);
    const features = readFeatures(collection);
    const known = await this.em.find(PlanFeature, { procedureId, removedAt: null });
    const names = new Set(features.map(({ properties }, index) => nameOf(properties, index)));
    for (const gone of known.filter(({ name }) => !names.has(name))) gone.removedAt = clock.now();

    features.forEach(({ geometry, properties }, position) => {
      const name = nameOf(properties, position);
      const drawn = {
        position,
        kind: word(properties.kind) || 'other',
        note: word(properties.note),
        geometry,
      };
      const same = known.find((feature) => feature.name === name);
      if (same) Object.assign(same, drawn);
      else this.em.persist(this.em.create(PlanFeature, { procedureId, name, ...drawn } as never));
    });
    await this.evidence.changed(procedureId);
  }

  /** Adds a map service (WMS) by its address. Throws `input.invalid` when it is not https. */
  async addLayer(procedureId: string, layer: { title: string; url: string; layers: string }): Promise<void> {
    authorize(canEditPlan, procedureId);
    if (!URL.canParse(layer.url) || new URL(layer.url).protocol !== 'https:')
      throw invalid('url', 'layer.not-https');
    const map = await this.mapOf(procedureId);
    map.layers = [...map.layers, { id: randomUUID(), ...layer }];
    await this.evidence.changed(procedureId);
  }

  private async mapOf(procedureId: string): Promise<PlanMap> {
    const known = await this.em.findOne(PlanMap, { id: procedureId });
    if (known) return known;
    const map = this.em.create(PlanMap, {
      tenantId: current.tenantId,
      id: procedureId,
      outline: null,
      layers: [],
    } as never);
    this.em.persist(map);
    return map;
  }
}

const word = (value: unknown): string => (typeof value === 'string' ? value.slice(0, 500) : '');
const nameOf = (properties: Record<string, unknown>, index: number) =>
  word(properties.name) || `Fläche ${index + 1}`;
