import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';

import { authorize } from '../platform/authorize.js';
import { clock } from '../platform/clock.js';
import { Journal } from '../platform/journal.js';
import { invalid, notFound } from '../platform/problem.js';
import type { Procedure } from '../procedure/procedure.entity.js';
import { ProcedureService } from '../procedure/procedure.service.js';
import { EvidenceService } from './evidence.service.js';
import {
  isArea,
  isNear,
  readFeatures,
  readGeometry,
  type PlanFeature as DrawnFeature,
  type PlanGeometry,
} from './geo.js';
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
    private readonly journal: Journal,
  ) {}

  /** Sets the outline (Geltungsbereich): a collection of one area. Throws `input.invalid` with the place. */
  async setOutline(procedureId: string, collection: unknown): Promise<void> {
    const procedure = await this.editable(procedureId);
    const [feature, ...more] = readFeatures(collection);
    if (more.length) throw invalid('features', 'geo.more-than-one');
    if (!isArea(feature!.geometry)) throw invalid('features[0].geometry.type', 'geo.no-area');

    const map = await this.mapOf(procedure);
    map.outline = feature!.geometry;
    await this.changed('map.outlined', procedureId, { positions: positionsIn(feature!.geometry) });
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
    await this.changed('map.drawn', procedureId, { features: drawn.length });
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
    await this.changed('layer.added', procedureId, { ...layer });
  }

  /** Shows a map service no more. Throws `layer.not-found`. */
  async removeLayer(procedureId: string, id: string): Promise<void> {
    const map = await this.mapOf(await this.editable(procedureId));
    const layer = map.layers.find((known) => known.id === id);
    if (!layer) throw notFound('layer');
    map.layers = map.layers.filter((known) => known !== layer);
    await this.changed('layer.removed', procedureId, { title: layer.title });
  }

  /** Adds one feature to the drawing. Throws `input.invalid` with the field. */
  async addFeature(procedureId: string, said: FeatureWords & { geometry: unknown }): Promise<void> {
    const procedure = await this.editable(procedureId);
    const geometry = readGeometry(said.geometry);
    const { outline } = await this.mapOf(procedure);
    if (outline && !isNear(geometry, outline)) throw invalid('geometry', 'geo.far-from-plan');
    const known = await this.em.find(PlanFeature, { procedure, removedAt: null });
    const named = this.named(said, known);

    const position = Math.max(-1, ...known.map((feature) => feature.position)) + 1;
    this.em.create(PlanFeature, { procedure, position, geometry, ...named } as never, { persist: true });
    await this.changed('feature.added', procedureId, { name: named.name });
  }

  /** Names a feature anew; it stays the same one for the statements that speak to it. Throws `feature.not-found`. */
  async describeFeature(procedureId: string, id: string, said: FeatureWords): Promise<void> {
    const procedure = await this.editable(procedureId);
    const known = await this.em.find(PlanFeature, { procedure, removedAt: null });
    const feature = known.find((one) => one.id === id);
    if (!feature) throw notFound('feature');
    const { name, kind, note } = feature;
    Object.assign(
      feature,
      this.named(
        said,
        known.filter((one) => one !== feature),
      ),
    );
    await this.changed('feature.described', procedureId, { before: { name, kind, note }, ...said });
  }

  /** Takes a feature out of the drawing; it stays on record for the statements that speak to it. */
  async removeFeature(procedureId: string, id: string): Promise<void> {
    const procedure = await this.editable(procedureId);
    const feature = await this.em.findOne(PlanFeature, { procedure, id, removedAt: null });
    if (!feature) throw notFound('feature');
    feature.removedAt = clock.now();
    await this.changed('feature.removed', procedureId, { name: feature.name });
  }

  private named({ name, kind, note }: FeatureWords, others: readonly PlanFeature[]): FeatureWords {
    if (!words(name)) throw invalid('name', 'geo.name-missing');
    if (others.some((other) => other.name === words(name))) throw invalid('name', 'geo.name-taken');
    return { name: words(name), kind: words(kind) || 'other', note: words(note) };
  }

  private async changed(
    action: string,
    scopeId: string,
    { before, ...after }: { before?: object; [said: string]: unknown },
  ) {
    this.journal.note(action, { scopeId, before: (before ?? null) as never, after });
    await this.evidence.changed(scopeId);
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

type FeatureWords = Pick<PlanFeature, 'name' | 'kind' | 'note'>;
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

/** How many pairs of numbers a geometry has. */
const positionsIn = ({ coordinates }: PlanGeometry): number =>
  (coordinates as unknown[]).flat(2).filter((part) => Array.isArray(part)).length;

const words = (value: unknown): string => (typeof value === 'string' ? value.trim().slice(0, MAX_WORDS) : '');
