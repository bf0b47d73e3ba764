import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { createSignIn, type SignInOptions } from './sign-in.ts';

// The local sign-in as a process of its own, on loopback: `node main.ts '{"port":0,"clients":[…],…}'`.
// Prints its issuer once it answers; port 0 takes a free one.
const { port, ...options } = JSON.parse(process.argv[2] ?? '{}') as Omit<SignInOptions, 'issuer'> & {
  port: number;
};
const server = createServer();
server.listen(port, '127.0.0.1', () => {
  const issuer = `http://localhost:${(server.address() as AddressInfo).port}/realms/mitsprache`;
  const signIn = createSignIn({ ...options, issuer });
  server.on('request', signIn);
  process.on('SIGTERM', () => void signIn.close().then(() => process.exit(0)));
  console.log(issuer);
});
