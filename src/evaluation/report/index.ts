export { type ChartCanvas, withChartCanvas } from './chart-canvas.ts';
export { html, type Markup } from './html.ts';
export { type PageInput, renderPage } from './page.ts';
export { renderReport } from './render-report.ts';
export type {
  BilingualText,
  ReportBin,
  ReportCharacteristic,
  ReportDecision,
  ReportDecisions,
  ReportInput,
  ReportLatency,
  ReportModel,
} from './report-input.ts';
