import { evaluateCommand } from './evaluate.ts';
import { explainCommand } from './explain.ts';
import { scoreCommand } from './score.ts';
import { trainCommand } from './train.ts';

/** Every command, in the order of the help. */
export const commands = [trainCommand, evaluateCommand, scoreCommand, explainCommand] as const;
