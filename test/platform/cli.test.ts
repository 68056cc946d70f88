import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { workspaceFolder } from '../../server/src/settings.ts';

const commands = ['serve', 'migrate', 'demo', 'import', 'verify', 'job', 'schema', 'user', 'key', 'backup', 'restore'];

const hesabu = (...args: string[]) =>
  spawnSync(process.execPath, ['server/src/cli.ts', ...args], { cwd: workspaceFolder, encoding: 'utf8' });

describe('the command line', () => {
  it('lists every command', () => {
    const { status, stdout } = hesabu('--help');
    expect(status).toBe(0);
    for (const command of commands) expect(stdout).toMatch(new RegExp(`^  ${command} `, 'm'));
  });

  it.each(commands)('explains %s', (command) => {
    const { status, stdout, stderr } = hesabu(command, '--help');
    expect(stderr).toBe('');
    expect(stdout).toContain(`Usage: pnpm hesabu ${command}`);
    expect(status).toBe(0);
  });

  it.each(commands)('refuses an option that %s does not know', (command) => {
    const { status, stdout, stderr } = hesabu(command, '--nonsense');
    expect(stderr).toContain(`Unknown option '--nonsense'`);
    expect(stdout).toBe('');
    expect(status).toBe(2);
  });

  it('refuses a command that does not exist, and none at all', () => {
    expect(hesabu('nonsense')).toMatchObject({ status: 2, stdout: '' });
    expect(hesabu('constructor')).toMatchObject({ status: 2, stdout: '' });
    expect(hesabu()).toMatchObject({ status: 2, stdout: '' });
  });

  it('refuses settings that cannot be read, naming each', () => {
    const env = { ...process.env, PORT: 'high', DATABASE_URL: 'mysql://x' };
    const { status, stderr } = spawnSync(process.execPath, ['server/src/cli.ts', 'migrate'], {
      cwd: workspaceFolder, encoding: 'utf8', env,
    });
    expect(status).toBe(1);
    expect(stderr).toMatch(/DATABASE_URL: .*PORT: /);
  });
});
