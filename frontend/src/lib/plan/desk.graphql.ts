import { graphql } from '#lib/graphql/graphql.ts';

/** Everything of a procedure that is laid out or prepared, as the staff works on it. */
export const DeskPlanPage = graphql(`
  query DeskPlanPage($procedure: String!) {
    deskPlan(procedure: $procedure) {
      procedureId
      isPublic
      documents {
        id
        key
        title
        kind
        versions {
          version
          language
          pages
          size
          sha256
          laidOutAt
          takenDownAt
          takenDownReason
        }
      }
      uploads {
        id
        name
        pages
        size
      }
      texts {
        key
        title
        version
        laidOutAt
        draftAt
      }
      outline
      features {
        id
        name
        kind
        note
        geometry
      }
      layers {
        id
        title
        url
        layers
      }
    }
  }
`);

export const DeskTextPage = graphql(`
  query DeskTextPage($procedure: String!, $key: String!) {
    deskText(procedure: $procedure, key: $key) {
      procedureId
      key
      title
      version
      laidOutAt
      draftAt
      source
      isUnchanged
      spokenTo {
        paragraphId
        statements
      }
      blocks {
        kind
        level
        id
        number
        text
        plain
        change
        diff {
          kind
          text
        }
      }
    }
  }
`);

export const TakeInDocuments = graphql(`
  mutation TakeInDocuments($procedure: ID!, $documents: [DocumentNaming!]!) {
    takeInDocuments(procedure: $procedure, documents: $documents)
  }
`);

export const DiscardUpload = graphql(`
  mutation DiscardUpload($procedure: ID!, $upload: ID!) {
    discardUpload(procedure: $procedure, upload: $upload)
  }
`);

export const MoveDocument = graphql(`
  mutation MoveDocument($procedure: ID!, $key: String!, $by: Int!) {
    moveDocument(procedure: $procedure, key: $key, by: $by)
  }
`);

export const DescribeDocument = graphql(`
  mutation DescribeDocument($procedure: ID!, $key: String!, $words: DocumentWords!) {
    describeDocument(procedure: $procedure, key: $key, words: $words)
  }
`);

export const TakeDownDocument = graphql(`
  mutation TakeDownDocument($procedure: ID!, $key: String!, $reason: String!) {
    takeDownDocument(procedure: $procedure, key: $key, reason: $reason)
  }
`);

export const LayOutText = graphql(`
  mutation LayOutText($procedure: ID!, $key: String!) {
    layOutText(procedure: $procedure, key: $key)
  }
`);

export const DiscardTextDraft = graphql(`
  mutation DiscardTextDraft($procedure: ID!, $key: String!) {
    discardTextDraft(procedure: $procedure, key: $key)
  }
`);

export const AddFeature = graphql(`
  mutation AddFeature($procedure: ID!, $feature: FeatureDraft!) {
    addFeature(procedure: $procedure, feature: $feature)
  }
`);

export const DescribeFeature = graphql(`
  mutation DescribeFeature($procedure: ID!, $id: ID!, $feature: FeatureInput!) {
    describeFeature(procedure: $procedure, id: $id, feature: $feature)
  }
`);

export const RemoveFeature = graphql(`
  mutation RemoveFeature($procedure: ID!, $id: ID!) {
    removeFeature(procedure: $procedure, id: $id)
  }
`);

export const AddLayer = graphql(`
  mutation AddLayer($procedure: ID!, $layer: LayerInput!) {
    addLayer(procedure: $procedure, layer: $layer)
  }
`);

export const RemoveLayer = graphql(`
  mutation RemoveLayer($procedure: ID!, $id: ID!) {
    removeLayer(procedure: $procedure, id: $id)
  }
`);
