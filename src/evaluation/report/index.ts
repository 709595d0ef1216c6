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
