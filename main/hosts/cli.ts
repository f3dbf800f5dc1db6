import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { userDataFolder } from './paths.ts';

// Compiled once, a command starts in half the time; in the user's own folder, where nobody else can put code.
enableCompileCache(join(userDataFolder(), 'compiled'));
const { runCommandLine } = await import('./cli/commandLine.ts');
await runCommandLine();
