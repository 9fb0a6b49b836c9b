#!/usr/bin/env node
import { runCli } from './cli/run.js';
import { createApplication } from './application.js';

process.exitCode = await runCli(process.argv.slice(2), createApplication);
