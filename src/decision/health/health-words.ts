import type { Bilingual } from '../card/index.ts';

/** Words of the health page; `{name}` is filled in. */
export const healthWords = {
  title: { en: 'Health of the firm', zh: '企业经营健康度' },
  notCredit: {
    en: 'This is not the credit score. It ranks the firm’s figures among other firms to show where it could do better; no lending decision reads it.',
    zh: '健康度不是信用评分。它将企业各项数据与其他企业对比排名，用于提示可改进之处，不用于信贷审批。',
  },
  usual: { en: 'the usual firm has {usual}', zh: '通常企业为{usual}分' },
  outOf: { en: 'of 100', zh: '分（满分100分）' },
  coverage: {
    en: '{known} of {all} indicators are known. What is not known lowers this count, not the score.',
    zh: '共{all}项指标，其中{known}项有数据。缺失数据只影响覆盖率，不影响得分。',
  },
  unknown: { en: 'Nothing is known of this firm yet.', zh: '暂无该企业的数据。' },
  dimension: { en: 'Dimension', zh: '维度' },
  score: { en: 'Score', zh: '得分' },
  known: { en: 'Known', zh: '有数据' },
  advice: { en: 'What would help most', zh: '最值得改进之处' },
  noAdvice: {
    en: 'No indicator that the firm can change lags behind the usual.',
    zh: '企业可改善的指标均不低于通常水平。',
  },
  figure: {
    en: '{name}: yours {value}, usual {usual}. Bringing this side up to the usual: +{effect} points.',
    zh: '{name}：您的数值为{value}，通常为{usual}。该方面达到通常水平可提高{effect}分。',
  },
  detail: { en: 'All {known} indicators', zh: '全部{known}项指标' },
  indicator: { en: 'Indicator', zh: '指标' },
  yours: { en: 'Yours', zh: '您' },
  usualShort: { en: 'Usual', zh: '通常' },
  standing: { en: 'Firms that do no better', zh: '不优于您的企业占比' },
  peers: { en: 'Compared with {rows} firms.', zh: '与{rows}家企业对比。' },
} as const satisfies Readonly<Record<string, Bilingual>>;
