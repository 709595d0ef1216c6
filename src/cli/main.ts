import { Command, CommanderError } from 'commander';
import { fail, packageVersion } from '../core/index.ts';
import { addCommand, reportError } from './command.ts';
import { commands } from './commands/index.ts';

/** Runs the command line `argv` (without node and script) and gives the exit code. */
export async function main(argv: readonly string[]): Promise<number> {
  let exitCode = 0;
  const program = new Command('parus')
    .description(
      'Credit-risk scoring for small and micro enterprises: simulate an economy, ingest records, train, score, decide, serve.',
    )
    .version(packageVersion())
    .showHelpAfterError(false)
    .exitOverride()
    .configureOutput({ writeErr: () => undefined })
    .addHelpText(
      'after',
      '\nExample:\n  parus demo\n\nExit codes: 0 done, 1 a fault of ours, 2 wrong use or bad input, 3 a check that was run did not hold.\n',
    );
  for (const spec of commands) {
    addCommand(program, spec, argv, (code) => {
      exitCode = code;
    });
  }
  // Sub-commands made by commander do not inherit these.
  for (const command of program.commands)
    command.exitOverride().configureOutput({ writeErr: () => undefined });
  try {
    if (argv.length === 0) program.help();
    await program.parseAsync(argv, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return 0;
    const problem = error.message.replace(/^error: /, '').replace(/\s*\n\s*/g, ' ');
    return reportError(fail('PARUS_USAGE', { problem }), argv.includes('--json'));
  }
}
