import type { ListEntry } from './entry.ts';
import type { Bilingual, HitPart, ListHit } from './hit.ts';
import { alignNames } from './name-distance.ts';

/** How a part of two folded names compares, with the characters that match. */
export function explainPart(
  part: HitPart['part'],
  asked: string,
  listed: string,
  similarity: number | null,
): HitPart {
  const { same, alike, swapped } = alignNames(asked, listed);
  return {
    part,
    asked,
    listed,
    similarity,
    same,
    alike: [
      ...alike.map((pair) => `${pair.asked}~${pair.listed}`),
      ...swapped.map((pair) => `${pair}<>${pair[1]}${pair[0]}`),
    ],
  };
}

const LIST_ZH = { block: '黑名单', watch: '关注名单', allow: '白名单' } as const;
const PART_TEXT = {
  name: { en: 'name', zh: '名称' },
  core: { en: 'trade name', zh: '字号' },
  industry: { en: 'trade', zh: '行业' },
  region: { en: 'region', zh: '地区' },
} as const;
const KIND_TEXT = {
  firm: { en: 'firm', zh: '企业' },
  person: { en: 'person', zh: '人员' },
  phone: { en: 'telephone', zh: '电话' },
  device: { en: 'device', zh: '设备' },
  address: { en: 'address', zh: '地址' },
  uscc: { en: 'credit code', zh: '统一社会信用代码' },
} as const;

/** What a hit says in words, for the officer; the reason of the entry is left to whoever may read the list. */
export function explainHit(
  entry: Pick<ListEntry, 'id' | 'list' | 'kind'>,
  hit: Pick<ListHit, 'asked' | 'listed' | 'score' | 'how' | 'by' | 'parts'>,
): Bilingual {
  const kind = KIND_TEXT[entry.kind];
  const where = {
    en: `entry ${entry.id} of the ${entry.list} list`,
    zh: `${LIST_ZH[entry.list]}条目 ${entry.id}`,
  };
  const what = hit.by === 'name' ? { en: `${kind.en} name`, zh: `${kind.zh}名称` } : kind;
  if (hit.how === 'exact')
    return {
      en: `the ${what.en} “${hit.asked}” is ${where.en}`,
      zh: `${what.zh}“${hit.asked}”与${where.zh}完全一致`,
    };
  if (hit.how === 'normalised')
    return {
      en: `the ${what.en} “${hit.asked}” is “${hit.listed}”, ${where.en}, written another way`,
      zh: `${what.zh}“${hit.asked}”与${where.zh}“${hit.listed}”仅书写形式不同`,
    };
  const parts = hit.parts.map(partText);
  return {
    en: `the ${what.en} “${hit.asked}” is like “${hit.listed}”, ${where.en} (${hit.score.toFixed(2)}): ${parts.map(({ en }) => en).join('; ')}`,
    zh: `${what.zh}“${hit.asked}”与${where.zh}“${hit.listed}”相似（${hit.score.toFixed(2)}）：${parts.map(({ zh }) => zh).join('；')}`,
  };
}

function partText({ part, asked, listed, similarity, same, alike }: HitPart): Bilingual {
  const label = PART_TEXT[part];
  if (asked === listed) return { en: `the same ${label.en} ${asked}`, zh: `${label.zh}相同（${asked}）` };
  if (similarity === null || asked === '' || listed === '') {
    const given = asked === '' ? listed : asked;
    return { en: `${label.en} ${given} on one side only`, zh: `仅一方有${label.zh}（${given}）` };
  }
  const common =
    same === ''
      ? { en: 'nothing in common', zh: '无相同字' }
      : { en: `${same} in common`, zh: `相同字：${same}` };
  const taken =
    alike.length === 0
      ? { en: '', zh: '' }
      : { en: `, alike ${alike.join(' ')}`, zh: `，形近、音近或换位：${alike.join(' ')}` };
  return {
    en: `${label.en} ${asked} / ${listed}, ${common.en}${taken.en}`,
    zh: `${label.zh} ${asked} / ${listed}，${common.zh}${taken.zh}`,
  };
}
