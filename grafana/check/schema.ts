// What a dashboard of ours may look like: Grafana's own types, narrowed to the panels and the query that we use.
import type { Dashboard as GrafanaDashboard, FieldConfig, Panel } from '@grafana/schema';
import type * as heatmap from '@grafana/schema/dist/esm/raw/composable/heatmap/panelcfg/x/HeatmapPanelCfg_types.gen';
import type * as stat from '@grafana/schema/dist/esm/raw/composable/stat/panelcfg/x/StatPanelCfg_types.gen';
import type * as timeline from '@grafana/schema/dist/esm/raw/composable/statetimeline/panelcfg/x/StateTimelinePanelCfg_types.gen';
import type * as timeseries from '@grafana/schema/dist/esm/raw/composable/timeseries/panelcfg/x/TimeSeriesPanelCfg_types.gen';

/** JSON has no enums: their values instead; of those that are numbers any number. */
type Json<T> = unknown extends T
  ? T
  : T extends string
    ? `${T}`
    : T extends number
      ? number
      : T extends (infer U)[]
        ? Json<U>[]
        : T extends object
          ? { [K in keyof T]: Json<T[K]> }
          : T;

/** Not in that package: the query of the data source for Prometheus. */
interface PrometheusQuery {
  datasource: { type: 'prometheus'; uid: 'rush-prometheus' };
  refId: string;
  expr: string;
  legendFormat: string;
  range: true;
  instant: false;
  /** Traces beside the curve, as far as some were recorded. */
  exemplar?: true;
  editorMode: 'code';
  format?: 'time_series' | 'heatmap';
}

type PanelOf<Type extends string, Options, Custom> = Json<
  Omit<Panel, 'type' | 'options' | 'fieldConfig' | 'targets'>
> & {
  type: Type;
  id: number;
  title: string;
  options: Json<Options>;
  fieldConfig: { defaults: Json<Omit<FieldConfig, 'custom'>> & { custom?: Json<Custom> }; overrides: [] };
  targets: PrometheusQuery[];
};

type AnyPanel =
  | PanelOf<'timeseries', timeseries.Options, timeseries.FieldConfig>
  | PanelOf<'stat', stat.Options, never>
  | PanelOf<'heatmap', heatmap.Options, heatmap.FieldConfig>
  | PanelOf<'state-timeline', timeline.Options, timeline.FieldConfig>;

export type Dashboard = Json<Omit<GrafanaDashboard, 'panels'>> & {
  uid: string;
  title: string;
  schemaVersion: number;
  panels: AnyPanel[];
};
