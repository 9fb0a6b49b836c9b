#!/usr/bin/env node
import { createApplication } from './application.js';
import { runCli } from './cli/run.js';

process.exitCode = await runCli(process.argv.slice(2), createApplication);
