import { describe, expect, it } from 'vitest';
import { shadow } from '../../../../src/decision/policy/index.ts';

describe('shadow', () => {
  const champion = (x: number) => x + 1;

  it('records what the challenger would have said, and returns what the champion says', async () => {
    const challenger = { name: 'double', run: async (x: number) => 2 * x };
    expect(await shadow(5, champion, challenger)).toEqual({
      answer: 6,
      shadow: { challenger: 'double', answer: 10, error: null },
    });
  });

  it('is not disturbed by a challenger that fails', async () => {
    const run = () => {
      throw new Error('no such table');
    };
    expect(await shadow(5, champion, { name: 'broken', run })).toEqual({
      answer: 6,
      shadow: { challenger: 'broken', answer: null, error: 'no such table' },
    });
  });

  it('fails with the champion, and asks nobody else then', async () => {
    let asked = false;
    const failing = async (): Promise<number> => {
      throw new Error('champion failed');
    };
    const challenger = {
      name: 'c',
      run: () => {
        asked = true;
        return 1;
      },
    };
    await expect(shadow(5, failing, challenger)).rejects.toThrow('champion failed');
    expect(asked).toBe(false);
  });
});
